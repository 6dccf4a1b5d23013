using Docker.DotNet;

namespace ReefChaos.AcceptanceTests;

/// <summary>The container engine that the tests of containers need.</summary>
internal static class Docker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Set in CI, where a skipped test would hide that the engine did not start.</summary>
    private const string Required = "REEFCHAOS_REQUIRE_DOCKER";

    private static readonly Lazy<string?> Lack = new(FindLack);

    /// <summary>Skips the test where no engine answers, and fails it where one must be there.</summary>
    public static void Require()
    {
        if (Lack.Value is { } lack)
        {
            (Environment.GetEnvironmentVariable(Required) != "1").ShouldBeTrue(lack);
            Assert.Skip(lack);
        }
    }

    private static string? FindLack()
    {
        try
        {
            using var engine = new DockerClientBuilder().WithTimeout(Patience).Build();
            using var patience = new CancellationTokenSource(Patience);
            engine.System.PingAsync(patience.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e)
        {
            return $"No container engine answers: {e.Message}";
        }
    }
}
