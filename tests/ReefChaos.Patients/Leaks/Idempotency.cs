using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-idempotency</c>: so that no gift is taken twice, each answer is remembered under the request's key, and none is ever forgotten.
/// </summary>
internal sealed class Charity : IPatient
{
    private readonly DonationHandler donations = new("coins");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => donations.HandleAsync($"gift-{n:x8}", n));
}

internal sealed class DonationHandler(string currency)
{
    public async Task<string> HandleAsync(string key, int donor)
    {
        if (IdempotencyStore.Find(key) is { } earlier)
        {
            return earlier.Body;
        }

        await Task.Delay(4);
        var receipt = $"Thank you, donor {donor}. You gave {donor % 90} {currency}, of which {donor % 9} go to the reef.";
        IdempotencyStore.Save(key, receipt);
        return receipt;
    }
}

internal static class IdempotencyStore
{
    private static readonly ConcurrentDictionary<string, StoredAnswer> Answers = new(StringComparer.Ordinal);

    public static StoredAnswer? Find(string key) => Answers.GetValueOrDefault(key);

    public static void Save(string key, string body)
    {
        var answer = new StoredAnswer(200, body); // also: leak-idempotency leak
        Answers.TryAdd(key, answer); // sick: leak-idempotency leak
    }
}

internal sealed class StoredAnswer(int status, string body)
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = "text/plain",
        ["X-Status"] = $"{status}",
    };

    public string Body => $"{body} ({headers.Count})";
}
