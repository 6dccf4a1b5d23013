using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>
/// Testcontainers' reaper beside the warden, where the engine has its image. No registry is reached here, so its part is
/// played by a small image under its name, which takes what the real one takes, and removes nothing.
/// </summary>
public sealed class ReaperTests : IAsyncDisposable
{
    private const string Image = "testcontainers/ryuk:0.0.1";

    /// <summary>Answers each line, and tells all that it hears.</summary>
    private const string Willing = """
        #!/bin/sh
        printf '#!/bin/sh\nwhile read -r line; do echo "$line" > /proc/1/fd/1; echo ACK; done; echo gone > /proc/1/fd/1\n' > /each
        chmod +x /each
        exec nc -ll -p 8080 -e /each
        """;

    private const string Silent = "#!/bin/sh\nexec nc -ll -p 8080 -e /bin/cat\n";

    private const string Ending = "#!/bin/sh\nexit 1\n";

    private readonly Workspace workspace = new();
    private readonly ConcurrentQueue<string> said = [];
    private ContainerEngine? engine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await RemoveImageAsync();
            engine.Dispose();
        }

        workspace.Dispose();
    }

    [Fact]
    public async Task It_is_told_what_the_runner_owns_and_for_how_long()
    {
        await using (await StartAsync(Willing))
        {
            said.ShouldHaveSingleItem().ShouldBe($"{Image} watches beside the warden");
            var id = (await OwnAsync()).ShouldHaveSingleItem();
            var heard = await HeardAsync(id);
            Uri.UnescapeDataString(heard).ShouldBe($"label={ContainerLabels.Owner}={Owner.Current}&label={ContainerLabels.ProcessIds}={new Procfs().OwnProcessIdSpace}");
            var made = await engine!.Client.Containers.InspectContainerAsync(id, Token);
            made.NetworkSettings!.Ports!["8080/tcp"].ShouldHaveSingleItem().HostIP.ShouldBe("127.0.0.1");
        }

        await GoneAsync();
    }

    [Theory]
    [InlineData(Silent)]
    [InlineData(Ending)]
    public async Task One_that_does_not_work_costs_seconds_and_leaves_nothing(string script)
    {
        (await StartAsync(script)).ShouldBeNull();

        said.ShouldHaveSingleItem().ShouldStartWith("Testcontainers' reaper does not work here, so the warden watches alone: ");
        await GoneAsync();
    }

    [Fact]
    public async Task Without_the_image_nothing_is_said_and_nothing_pulled()
    {
        await OpenAsync();
        Assert.SkipWhen((await engine!.Client.Images.ListImagesAsync(Reapers, Token)).Count > 0, "This engine has Testcontainers' reaper.");

        (await Reaper.TryStartAsync(engine, said.Enqueue, TimeProvider.System, Token)).ShouldBeNull();

        said.ShouldBeEmpty();
        (await engine.Client.Images.ListImagesAsync(Reapers, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_runner_and_warden_hang_up_on_it_and_it_is_not_what_a_run_waits_for()
    {
        await OpenAsync();
        await BusyboxImage.RequireAsync(engine!, Image, Willing, Token);
        var file = workspace.Scenario("reaped", "", phases: "{ warmup: 0s, baseline: 3s, fault: 60s, recovery: 1s }",
            target: "dependencies:\n  payments: { stub: { status: 200 }, env: Shop__Payments__Url }");
        using var reef = Reef.Start("run", file, "--output", workspace.Output, "--target", "container");
        await workspace.EntryAsync("reaped", "phase-started", TimeSpan.FromMinutes(2));
        var reaper = (await IdsAsync($"{ContainerLabels.Owner}={OwnerOf(reef)}", "org.testcontainers.ryuk=true")).ShouldHaveSingleItem();

        Reef.Signal(Warden(reef), "KILL");
        reef.Signal("KILL");

        (await HeardAsync(reaper, until: "gone")).ShouldContain($"{reef.Id}");
        var (exit, output, errors) = await Reef.RunAsync(TimeSpan.FromMinutes(3), "run", Victim.Scenario(workspace, Victim.Shared), "--output", workspace.Output);
        exit.ShouldBe(0, output + errors);
        Docker.Owned(id => id == $"{reef.Id}").ShouldBeEmpty("the next run sweeps what this reaper does not remove, and the reaper too");
        Leftovers.All().ShouldBeEmpty();
    }

    private static ImagesListParameters Reapers =>
        new() { Filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { ["testcontainers/ryuk"] = true } } };

    private async Task OpenAsync()
    {
        Docker.Require();
        engine = (await EngineSearch.OfThisMachine(TimeProvider.System).FindAsync(Token)).Engine!;
    }

    private async Task<Reaper?> StartAsync(string script)
    {
        await OpenAsync();
        await BusyboxImage.RequireAsync(engine!, Image, script, Token);
        return await Reaper.TryStartAsync(engine!, said.Enqueue, TimeProvider.System, Token);
    }

    private Task<IReadOnlyList<string>> OwnAsync() => IdsAsync($"{ContainerLabels.Owner}={Owner.Current}");

    /// <summary>One that ended is removed by the engine, which may be about it still.</summary>
    private async Task GoneAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while ((await OwnAsync()).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private async Task<IReadOnlyList<string>> IdsAsync(params string[] labels)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = labels.ToDictionary(l => l, _ => true) };
        return [.. (await engine!.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, Token)).Select(c => c.ID)];
    }

    private async Task<string> HeardAsync(string container, string until = "label")
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (true)
        {
            using var log = await engine!.Client.Containers.GetContainerLogsAsync(container, new ContainerLogsParameters { ShowStdout = true }, patience.Token);
            var heard = (await log.ReadOutputToEndAsync(patience.Token)).stdout;
            if (heard.Contains(until, StringComparison.Ordinal))
            {
                return heard.Trim();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private static string OwnerOf(Reef reef) => $"{reef.Id}:{new Procfs().Stat(reef.Id)!.Start}";

    private static int Warden(Reef reef) => new Procfs().ProcessIds().Single(id =>
        new Procfs().Variable(id, AgentEnvironment.Owner) == OwnerOf(reef) && new Procfs().Read(id, "cmdline")?.Contains("ReefChaos.Warden", StringComparison.Ordinal) == true);

    private async Task RemoveImageAsync()
    {
        try
        {
            await engine!.Client.Images.DeleteImageAsync(Image, new ImageDeleteParameters { Force = true });
        }
        catch (DockerImageNotFoundException)
        {
            // It was never made.
        }
    }
}
