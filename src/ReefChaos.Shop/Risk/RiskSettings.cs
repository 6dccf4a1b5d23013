using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Risk;

internal sealed class RiskSettings
{
    /// <summary>How long an order waits for its score.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMilliseconds(100);

    [Range(1, 64)]
    public int Threads { get; set; } = 4;

    /// <summary>Most calls that wait for a thread.</summary>
    [Range(1, 1024)]
    public int Queue { get; set; } = 8;
}

[OptionsValidator]
internal sealed partial class RiskSettingsValidator : IValidateOptions<RiskSettings>;
