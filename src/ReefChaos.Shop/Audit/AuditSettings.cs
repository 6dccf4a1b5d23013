using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Audit;

internal sealed class AuditSettings
{
    /// <summary>Events that wait for the writer: rides out a pause, not an outage.</summary>
    [Range(1, 100_000)]
    public int Capacity { get; set; } = 32;

    /// <summary>How long an order waits for room.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMilliseconds(20);
}

[OptionsValidator]
internal sealed partial class AuditSettingsValidator : IValidateOptions<AuditSettings>;
