using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Sessions;

internal sealed class SessionSettings
{
    /// <summary>Bytes of one session.</summary>
    [Range(1, 16 << 20)]
    public int Bytes { get; set; } = 256 << 10;

    /// <summary>Bytes of all sessions.</summary>
    [Range(1L << 10, 1L << 40)]
    public long Limit { get; set; } = 16 << 20;

    /// <summary>A session unused for so long is forgotten.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A session is forgotten after so long, used or not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>From one look at the memory to the next.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Watch { get; set; } = TimeSpan.FromMilliseconds(250);
}

[OptionsValidator]
internal sealed partial class SessionSettingsValidator : IValidateOptions<SessionSettings>;
