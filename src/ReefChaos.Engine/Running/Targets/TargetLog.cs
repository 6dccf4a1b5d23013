namespace ReefChaos.Engine.Running.Targets;

internal static class TargetLog
{
    /// <summary>In the arm's folder: all that the target printed.</summary>
    public const string FileName = "target.log";
}
