using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Diagnoser;
using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Processes that are files: what the kernel would say of them.</summary>
public sealed class CaptureTests : IDisposable
{
    /// <summary>Larger than any that the kernel gives.</summary>
    private const int ProcessId = 5_000_000;

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task A_process_that_ends_while_it_is_looked_at_is_told_as_such()
    {
        State('S');
        var capture = CaptureAsync();
        State('Z');

        var cause = Classifier.Decide(await FinishAsync(capture));

        cause.Modes.ShouldBeEmpty();
        cause.Notes.ShouldHaveSingleItem().ShouldContain("ended while it was looked at");
    }

    [Fact]
    public async Task A_process_that_may_not_be_read_and_offers_no_diagnostics_has_a_note_for_each()
    {
        State('S');

        var cause = Classifier.Decide(await FinishAsync(CaptureAsync()));

        cause.Modes.ShouldBeEmpty();
        cause.Notes.ShouldContain(n => n.Contains("DOTNET_EnableDiagnostics"));
        cause.Notes.ShouldContain(n => n.Contains("threads and heap were not read"));
    }

    [Fact]
    public async Task A_stopped_process_is_not_looked_into()
    {
        State('T');

        (await CaptureAsync()).IsPaused.ShouldBeTrue();
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The last of what is told counts.</summary>
    private async Task<Signals> CaptureAsync() =>
        await new Capture(new DiagnoseOrder(ProcessId) { WindowSeconds = 5 }, new Procfs(folder.Location), time).RunAsync(TestContext.Current.CancellationToken).LastAsync();

    private async Task<Signals> FinishAsync(Task<Signals> capture)
    {
        while (!capture.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await capture;
    }

    private void State(char state)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder.Location, ProcessId.ToString(CultureInfo.InvariantCulture))).FullName;
        File.WriteAllText(Path.Combine(own, "stat"), $"{ProcessId} (shop) {state} 1 1 1 0 -1 0 0 0 0 0 7 3 0 0 20 0 9 0 12345 0 0");
    }
}
