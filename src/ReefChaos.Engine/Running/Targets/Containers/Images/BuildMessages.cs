using System.Globalization;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>What the engine tells while it builds or pulls. A failure is told here, and not by the answer's status.</summary>
internal sealed partial class BuildMessages(Action? first = null) : IProgress<JSONMessage>
{
    [GeneratedRegex(@"^Step (\d+)/\d+ :")]
    private static partial Regex StepBegan();

    [GeneratedRegex(@"^ ---> (?<id>[0-9a-f]{12,64})\s*$")]
    private static partial Regex LayerMade();

    public bool Any { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Counts from 1; 0 before the first.</summary>
    public int Step { get; private set; }

    /// <summary>Of the steps that succeeded; without a name if the build failed.</summary>
    public string? LastImage { get; private set; }

    public void Report(JSONMessage value)
    {
        if (!Any)
        {
            Any = true;
            first?.Invoke();
        }

        Error ??= value.Error?.Message;
        if (value.Stream is { } text)
        {
            Step = StepBegan().Match(text) is { Success: true } step ? int.Parse(step.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : Step;
            LastImage = LayerMade().Match(text) is { Success: true } layer ? layer.Groups["id"].Value : LastImage;
        }
    }
}
