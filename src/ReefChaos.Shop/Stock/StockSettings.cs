using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Stock;

internal sealed class StockSettings
{
    /// <summary>
    /// <c>host:port</c>, where the key <c>stock:SKU</c> holds the pieces left as a whole number; an article without a key is
    /// not counted. Left out, no stock is kept at all, and nobody is asked.
    /// </summary>
    public string? Redis { get; set; }

    /// <summary>Defended: for one read, so the most that Redis can add to a checkout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Defended: how long an open circuit stays open.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan Break { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Defended: most levels that are remembered for when Redis is out of reach.</summary>
    [Range(1, 1_000_000)]
    public int Remembered { get; set; } = 1_000;
}

[OptionsValidator]
internal sealed partial class StockSettingsFieldsValidator : IValidateOptions<StockSettings>;

internal sealed class StockSettingsValidator : IValidateOptions<StockSettings>
{
    private readonly StockSettingsFieldsValidator fields = new();

    public ValidateOptionsResult Validate(string? name, StockSettings options) =>
        options.Redis is { } redis && !IsAddress(redis)
            ? ValidateOptionsResult.Fail($"Shop:Stock:Redis: '{redis}' is no address; write host:port, such as 127.0.0.1:6379.")
            : fields.Validate(name, options);

    private static bool IsAddress(string text) =>
        Uri.TryCreate($"redis://{text}", UriKind.Absolute, out var uri) && uri is { Port: > 0, PathAndQuery: "" or "/", UserInfo: "" };
}
