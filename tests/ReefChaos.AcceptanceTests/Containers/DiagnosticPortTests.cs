using System.Diagnostics;
using System.Diagnostics.Tracing;
using Docker.DotNet.Models;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>A real runtime calls the runner, from a process and out of a container, and again after it was killed and started anew.</summary>
[Collection<WithoutRunner>]
public sealed class DiagnosticPortTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RunnerFolder runner = RunnerFolder.Create();
    private readonly Workspace workspace = new();

    public void Dispose()
    {
        runner.Dispose();
        workspace.Dispose();
    }

    [Fact]
    public async Task A_process_is_reached_and_reached_again_when_it_was_killed_and_is_back()
    {
        var assembly = await TargetBuild.BuildAsync(Victim.Create(workspace), Token);
        var link = DiagnosticLink.New(runner);
        await using var port = DiagnosticPort.Open(link, TimeProvider.System);

        for (var life = 1; life <= 2; life++)
        {
            using var process = Start(assembly, link, "1");
            await IsReachedAsync(port);
            await KillAsync(process);
        }
    }

    [Fact]
    public async Task A_process_whose_diagnostics_are_off_costs_only_the_wait()
    {
        var assembly = await TargetBuild.BuildAsync(Victim.Create(workspace), Token);
        var link = DiagnosticLink.New(runner);
        await using var port = DiagnosticPort.Open(link, TimeProvider.System);
        using var process = Start(assembly, link, "0");

        (await port.ClientAsync(TimeSpan.FromSeconds(3), Token)).ShouldBeNull();

        await KillAsync(process);
    }

    [Fact]
    public async Task A_container_is_reached_and_reached_again_when_it_was_killed_and_is_back()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var assembly = await TargetBuild.BuildAsync(Victim.Create(bench.Workspace), Token);
        var image = bench.Forget(await bench.NewSession().OfProjectAsync(assembly, Token));
        using var meeting = ContainerMeeting.New(runner);
        await using var port = DiagnosticPort.Open(meeting.Diagnostics, TimeProvider.System);
        var variables = meeting.Diagnostics.Environment(own: null).Select(v => $"{v.Key}={v.Value}").Append("ASPNETCORE_URLS=http://127.0.0.1:8080");
        var container = await bench.StartAsync(image, [.. variables], [$"{meeting.Folder}:{ContainerMeeting.FolderInContainer}"]);

        await IsReachedAsync(port);
        await bench.Engine.Containers.KillContainerAsync(container, new ContainerKillParameters(), Token);
        await bench.Engine.Containers.WaitContainerAsync(container, Token);
        (await port.ClientAsync(TimeSpan.Zero, Token)).ShouldBeNull();
        await bench.Engine.Containers.StartContainerAsync(container, new ContainerStartParameters(), Token);

        await IsReachedAsync(port);
    }

    /// <summary>By a question, by a session that is read and stopped, and by two of them at once.</summary>
    private static async Task IsReachedAsync(DiagnosticPort port)
    {
        var program = await port.AskProgramAsync(Patience, Token);
        program.ShouldNotBeNull().EntryAssembly.ShouldBe("Victim");
        program.Version.ShouldBe(Environment.Version.ToString());

        var client = (await port.ClientAsync(Patience, Token)).ShouldNotBeNull();
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 1);
        using var first = await client.StartEventPipeSessionAsync(provider, requestRundown: false, token: Token);
        using var second = await client.StartEventPipeSessionAsync(provider, requestRundown: false, token: Token);
        foreach (var session in (EventPipeSession[])[first, second])
        {
            var magic = new byte[8];
            await session.EventStream.ReadExactlyAsync(magic, Token);
            magic.ShouldBe("Nettrace"u8.ToArray());
            var rest = session.EventStream.CopyToAsync(Stream.Null, Token);
            await session.StopAsync(Token);
            await rest;
        }
    }

    private static Process Start(string assembly, DiagnosticLink link, string diagnostics)
    {
        var start = new ProcessStartInfo("dotnet", [assembly]) { Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["DOTNET_EnableDiagnostics"] = diagnostics } };
        foreach (var (name, value) in link.Environment(own: null))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(Token);
        DiagnosticFiles.DeleteOf(process.Id);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
