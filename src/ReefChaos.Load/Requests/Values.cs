namespace ReefChaos.Load.Requests;

/// <summary>What a journey carries from step to step.</summary>
internal sealed class Values
{
    private readonly Dictionary<string, string> byName = new(StringComparer.Ordinal);

    public string? this[string name]
    {
        get => byName.GetValueOrDefault(name);
        set => byName[name] = value!;
    }

    public void Clear() => byName.Clear();
}
