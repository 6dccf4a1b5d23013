using System.Net;
using System.Net.Sockets;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>What can be wrong with an engine, an image or its limits: a clear message, the right exit code, and nothing left behind.</summary>
public sealed class BadTargetTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Workspace workspace = new();

    public void Dispose()
    {
        Docker.RemoveImagesOf(workspace.Folder);
        workspace.Dispose();
    }

    [Fact]
    public async Task No_engine_is_a_lack_of_the_environment_where_one_is_asked_for()
    {
        var (exit, text) = await RunAsync(Scenario("project: src/ReefChaos.Shop"), engine: Path.Combine(workspace.Folder, "none.sock"));

        exit.ShouldBe(4, text);
        text.ShouldContain("there is no socket");
    }

    [Fact]
    public async Task A_hung_engine_is_found_out_in_a_second()
    {
        var path = Path.Combine(workspace.Folder, "hung.sock");
        using var hung = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hung.Bind(new UnixDomainSocketEndPoint(path));
        hung.Listen();

        var (exit, text) = await RunAsync(Scenario("project: src/ReefChaos.Shop"), engine: path);

        exit.ShouldBe(4, text);
        text.ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_too_old_engine_is_told_with_what_would_do()
    {
        var path = Path.Combine(workspace.Folder, "old.sock");
        using var old = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        old.Bind(new UnixDomainSocketEndPoint(path));
        old.Listen();
        _ = AnswerAsync(old, "HTTP/1.1 200 OK\r\nApi-Version: 1.39\r\nContent-Length: 0\r\n\r\n");

        var (exit, text) = await RunAsync(Scenario("project: src/ReefChaos.Shop"), engine: path);
        using var doctor = Reef.StartWith(["DOCKER_HOST=unix://" + path], "doctor");
        await doctor.ExitAsync(Patience);

        exit.ShouldBe(4, text);
        foreach (var told in (string[])[text, doctor.Output])
        {
            string.Join(' ', told.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain("speaks API 1.39 at most, and 1.40 is needed");
            told.ShouldContain("Docker 19.03");
        }
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_invalid_input()
    {
        Docker.Require();

        var (exit, text) = await RunAsync(Scenario("image: registry.invalid/nothing:1"));

        exit.ShouldBe(3, text);
        text.ShouldContain("registry.invalid/nothing:1");
    }

    [Fact]
    public async Task An_image_that_cannot_be_run_says_so()
    {
        Docker.Require();
        var folder = Directory.CreateDirectory(Path.Combine(workspace.Folder, "bare")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\nENTRYPOINT [\"dotnet\", \"app.dll\"]\n", Token);

        var (exit, text) = await RunAsync(Scenario($"dockerfile: {folder}/Dockerfile"));

        exit.ShouldBe(2, text);
        text.ShouldContain("cannot be run");
        text.ShouldContain("dotnet");
    }

    [Theory]
    [InlineData("crash", "42")]
    [InlineData("silent", "8s")]
    public async Task A_container_that_ends_at_once_or_never_listens_is_inconclusive_and_says_why(string how, string why)
    {
        Docker.Require();
        var file = Victim.Scenario(workspace, Victim.Shared, env: $"VICTIM: {how}");

        var (exit, text) = await RunAsync(file);

        exit.ShouldBe(2, text);
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain(why);
    }

    [Theory]
    [InlineData("hoards", "ended with exit code")]
    [InlineData("hoards-native", "limits.memory")]
    public async Task A_limit_that_the_kernel_keeps_is_told_from_one_that_the_runtime_keeps(string how, string why)
    {
        Docker.Require();
        var file = Victim.Scenario(workspace, Victim.Shared, env: $"VICTIM: {how}", target: "  limits: { memory: 64MiB }");

        var (exit, text) = await RunAsync(file);

        exit.ShouldBe(2, text);
        workspace.Summary().GetProperty("runs")[0].GetProperty("reason").GetString()!.ShouldContain(why);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        Docker.Require();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exit, text) = await RunAsync(Victim.Scenario(workspace, Victim.Shared, target: $"  port: {port}"));

        exit.ShouldBe(4, text);
        text.ShouldContain($"{port}");
    }

    [Fact]
    public async Task An_image_and_a_process_contradict_each_other()
    {
        var (exit, text) = await RunAsync(Scenario("image: some:1"), target: "process");

        exit.ShouldBe(3, text);
        text.ShouldContain("--target process");
    }

    private string Scenario(string target) => workspace.Write("victim.yaml", $$"""
        scenario: victim
        target: { {{target}}, ready: { path: /health, within: 8s } }
        load: browse
        phases: { warmup: 0s, baseline: 3s, fault: 4s, recovery: 0s }
        slo: { availability: ">= 95%" }
        control: { none: Only the program's own behaviour is looked at here. }
        """);

    private static async Task AnswerAsync(Socket engine, string answer)
    {
        while (true)
        {
            using var client = await engine.AcceptAsync(Token);
            await client.ReceiveAsync(new byte[4096], Token);
            await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), Token);
        }
    }

    private async Task<(int Exit, string Text)> RunAsync(string file, string target = "container", string? engine = null)
    {
        using var reef = engine is null
            ? Reef.Start("run", file, "--output", workspace.Output, "--target", target)
            : Reef.StartWith(["DOCKER_HOST=unix://" + engine], "run", file, "--output", workspace.Output, "--target", target);
        var exit = await reef.ExitAsync(Patience);
        var text = reef.Output + reef.Errors;
        text.ShouldNotContain("   at ReefChaos");
        Leftovers.All().ShouldBeEmpty();
        return (exit, text);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
