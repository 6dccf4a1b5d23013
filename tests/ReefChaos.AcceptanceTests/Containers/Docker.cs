using ReefChaos.Engine.Running.Targets.Containers;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>What a machine must have for a test in containers. Without it the test is skipped, or fails where <c>REEFCHAOS_REQUIRE_DOCKER=1</c> says that it must not be.</summary>
internal static class Docker
{
    /// <summary>The engine of this machine; the caller disposes it.</summary>
    public static async Task<ContainerEngine> RequireAsync()
    {
        var (engine, lack) = await EngineSearch.OfThisMachine(TimeProvider.System).FindAsync(TestContext.Current.CancellationToken);
        Require(engine is not null, $"No container engine: {lack?.What}.");
        return engine!;
    }

    public static void Require(bool there, string why)
    {
        if (!there && Environment.GetEnvironmentVariable("REEFCHAOS_REQUIRE_DOCKER") == "1")
        {
            Assert.Fail(why);
        }

        Assert.SkipUnless(there, why);
    }
}
