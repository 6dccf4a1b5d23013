namespace ReefChaos.Shop;

/// <summary>Which parts run with their defence; each part stands for itself.</summary>
[Flags]
internal enum Defenses
{
    None = 0,
    Prices = 1,
    Risk = 2,
    Payments = 4,
    Audit = 8,
    Sessions = 16,
    Stock = 32,
    All = Prices | Risk | Payments | Audit | Sessions | Stock,
}
