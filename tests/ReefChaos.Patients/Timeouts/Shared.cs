using System.Diagnostics;
using System.Net.Sockets;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-stream</c>: rows come in an asynchronous stream over a connection on which nothing comes.</summary>
internal sealed class Archive : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", SumAsync);

    private static async Task<string> SumAsync(int n)
    {
        var sum = 0;
        await foreach (var row in RowsAsync(n)) // also: timeout-stream missing-timeout
        {
            sum += row;
        }

        return $"{sum}";
    }

    private static async IAsyncEnumerable<int> RowsAsync(int n)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Surroundings.Silent);
        await using var stream = client.GetStream();
        await stream.WriteAsync(BitConverter.GetBytes(n));
        var row = new byte[1];
        while (await stream.ReadAsync(row) > 0) // sick: timeout-stream missing-timeout
        {
            yield return row[0];
        }
    }
}

/// <summary><c>timeout-shared</c>: all requests wait for the same renewal of a token, which is never answered.</summary>
internal sealed class Passports : IPatient
{
    private readonly HttpClient office = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };
    private Task<string>? renewal;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ShowAsync);

    private async Task<string> ShowAsync(int n) => $"{n} with {await TokenAsync()}";

    private async Task<string> TokenAsync()
    {
        var token = await (renewal ??= RenewAsync()); // also: timeout-shared missing-timeout
        return token;
    }

    private async Task<string> RenewAsync()
    {
        return await office.GetStringAsync("/token"); // sick: timeout-shared missing-timeout
    }
}

/// <summary><c>timeout-process</c>: a tool is asked, and waited for until it ends, which it does not.</summary>
internal sealed class Printshop : IPatient
{
    private readonly Process tool = Process.Start("sleep", "90");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PrintAsync);

    private async Task<string> PrintAsync(int n) => n % 2 == 0 ? await ConvertAsync() : "printed";

    private async Task<string> ConvertAsync()
    {
        await tool.WaitForExitAsync(); // sick: timeout-process missing-timeout
        return "converted";
    }
}

/// <summary><c>timeout-together</c>: two silent providers are asked at once, and the request's thread waits for both.</summary>
internal sealed class Offers : IPatient
{
    private readonly HttpClient provider = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Best(n));

    private string Best(int n) => n % 2 == 0 ? $"{Compare(n)}" : "none";

    private int Compare(int n)
    {
        Task.WaitAll(provider.GetStringAsync($"/offer/{n}"), provider.GetStringAsync($"/other/{n}")); // sick: timeout-together missing-timeout
        return n;
    }
}
