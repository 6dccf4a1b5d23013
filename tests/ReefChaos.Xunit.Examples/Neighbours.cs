namespace ReefChaos.Xunit.Examples;

/// <summary>Counts the tests that run at this moment.</summary>
internal static class Neighbours
{
    private static int ordinary;
    private static int experiments;
    private static int most;

    /// <summary>Ordinary tests that ran side by side at most: without two, the test would prove nothing.</summary>
    public static int Most => Volatile.Read(ref most);

    public static async Task OrdinaryAsync()
    {
        most = Math.Max(most, Interlocked.Increment(ref ordinary));
        Assert.Equal(0, Volatile.Read(ref experiments));
        await LookAsync(() => Assert.Equal(0, Volatile.Read(ref experiments)));
        Interlocked.Decrement(ref ordinary);
    }

    public static async Task AloneAsync()
    {
        Assert.Equal(1, Interlocked.Increment(ref experiments));
        await LookAsync(() =>
        {
            Assert.Equal(1, Volatile.Read(ref experiments));
            Assert.Equal(0, Volatile.Read(ref ordinary));
        });
        Interlocked.Decrement(ref experiments);
    }

    private static async Task LookAsync(Action look)
    {
        for (var i = 0; i < 20; i++)
        {
            look();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

public sealed class FirstNeighbour
{
    [Fact]
    public Task Ordinary_one() => Neighbours.OrdinaryAsync();

    [Fact]
    public Task Ordinary_two() => Neighbours.OrdinaryAsync();

    [Experiment]
    public Task Alone() => Neighbours.AloneAsync();

    [Experiment]
    public Task Alone_too() => Neighbours.AloneAsync();
}

public sealed class SecondNeighbour
{
    [Fact]
    public Task Ordinary_one() => Neighbours.OrdinaryAsync();

    [Fact]
    public Task Ordinary_two() => Neighbours.OrdinaryAsync();

    [Experiment]
    public async Task Alone()
    {
        await Neighbours.AloneAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"side by side: {Neighbours.Most}");
    }
}

public sealed class Unmarked
{
    [Fact]
    public Task An_experiment_in_a_fact() => ExperimentTest.RunAsync(new Scenarios.Scenario
    {
        Name = "unmarked",
        Target = new Scenarios.TargetSpec { Project = "none" },
        Load = "none",
        Slo = new Scenarios.Slo(),
        Control = new Scenarios.ControlSpec { None = "never run" },
    }, new Plans.LoadProfile { Name = "none", Simulations = [], Journeys = [] });
}
