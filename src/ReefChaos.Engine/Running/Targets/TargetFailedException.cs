namespace ReefChaos.Engine.Running.Targets;

/// <summary>The target ended, or never answered, before the experiment could begin.</summary>
/// <param name="exitCode">128 + signal for a killed process; null while it still ran.</param>
public sealed class TargetFailedException(string message, int? exitCode, string lastOutput)
    : Exception(lastOutput.Length == 0 ? message : $"{message} Its last output:{Environment.NewLine}{lastOutput}")
{
    public int? ExitCode { get; } = exitCode;

    public string LastOutput { get; } = lastOutput;
}
