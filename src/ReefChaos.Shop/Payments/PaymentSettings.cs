using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Payments;

internal sealed class PaymentSettings
{
    [Required]
    public Uri? Url { get; set; } = new("http://127.0.0.1:5081/");

    /// <summary>For one attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan AttemptLimit { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>For all attempts of one charge, so the most that a provider can add to a checkout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMilliseconds(250);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an open circuit stays open.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:05:00")]
    public TimeSpan Break { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most charges in flight.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 32;
}

[OptionsValidator]
internal sealed partial class PaymentSettingsFieldsValidator : IValidateOptions<PaymentSettings>;

internal sealed class PaymentSettingsValidator : IValidateOptions<PaymentSettings>
{
    private readonly PaymentSettingsFieldsValidator fields = new();

    public ValidateOptionsResult Validate(string? name, PaymentSettings options) => options switch
    {
        { Url: { } url } when !url.IsAbsoluteUri || !IsHttp(url) =>
            ValidateOptionsResult.Fail($"Shop:Payments:Url: '{url}' is no http or https address."),
        _ when options.AttemptLimit > options.Limit =>
            ValidateOptionsResult.Fail("Shop:Payments:AttemptLimit must not be above Shop:Payments:Limit."),
        _ => fields.Validate(name, options),
    };

    private static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
