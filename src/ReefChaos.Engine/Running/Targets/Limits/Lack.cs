namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>What stands in the way of a rung, and what to do about it.</summary>
internal sealed record Lack(string What, string Remedy)
{
    public override string ToString() => $"{What.TrimEnd('.')} ({Remedy})";
}
