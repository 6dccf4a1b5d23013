using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Prices;

internal sealed class PriceSettings
{
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class PriceSettingsValidator : IValidateOptions<PriceSettings>;
