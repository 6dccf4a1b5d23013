using System.Net;
using System.Net.Mail;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-default</c>: a client that nobody configured gives up after 100 s, which no caller waits for.</summary>
internal sealed class Inventory : IPatient
{
    private readonly HttpClient stores = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}") };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ShowAsync);

    private async Task<string> ShowAsync(int n) => n % 2 == 0 ? $"{await CountAsync(n)} left" : "sold out";

    private async Task<int> CountAsync(int n)
    {
        return await stores.GetFromJsonAsync<int>($"/articles/{n}/count"); // sick: timeout-default missing-timeout
    }
}

/// <summary><c>timeout-grpc</c>: a call over HTTP/2 without a deadline, which calls of gRPC have not got by themselves.</summary>
internal sealed class Quotes : IPatient
{
    private readonly HttpClient pricing = new()
    {
        BaseAddress = new Uri($"http://{Surroundings.Silent}"),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) => $"{await QuoteAsync(n)} cents");

    private async Task<int> QuoteAsync(int n)
    {
        using var question = new ByteArrayContent([0, 0, 0, 0, 2, 8, (byte)(n % 100)]);
        question.Headers.ContentType = new("application/grpc");
        using var answer = await pricing.PostAsync("/pricing.Pricing/Quote", question); // sick: timeout-grpc missing-timeout
        return (await answer.Content.ReadAsByteArrayAsync())[^1];
    }
}

/// <summary><c>timeout-smtp</c>: a mail server takes the connection and does not greet; the client's own limit is meant for mail of many megabytes.</summary>
internal sealed class Newsletter : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", SubscribeAsync);

    private static async Task<string> SubscribeAsync(int n)
    {
        if (n % 2 == 0)
        {
            await WelcomeAsync(n);
        }

        return "subscribed";
    }

    private static async Task WelcomeAsync(int n)
    {
        using var server = new SmtpClient($"{Surroundings.Silent.Address}", Surroundings.Silent.Port);
        await server.SendMailAsync("shop@example.test", $"guest{n}@example.test", "Welcome", "Good to have you here."); // sick: timeout-smtp missing-timeout
    }
}
