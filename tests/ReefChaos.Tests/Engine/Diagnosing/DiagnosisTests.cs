using System.Diagnostics;
using System.Globalization;
using ReefChaos.Engine;
using ReefChaos.Engine.Diagnosing;
using ReefChaos.Processes;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Engine.Diagnosing;

/// <summary>With the real diagnoser, and the real sample service as a process.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private static readonly DiagnosisOptions Quick = new() { Window = TimeSpan.FromSeconds(1) };

    private readonly TemporaryFolder folder = new();

    public DiagnosisTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked into on Linux only.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_idle_service_has_no_failure_mode()
    {
        await using var target = await PlainShop.StartAsync(folder.Location);

        var found = await DiagnosisTarget.FindAsync(target.ProcessId.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        var cause = await Diagnosis.RunAsync(found, Quick, TestContext.Current.CancellationToken);

        cause.Modes.ShouldBeEmpty();
        (await target.LookAsync(1, TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Who_keeps_the_heap_is_followed_to_the_end_where_it_is_known_from_before()
    {
        await using var target = await PlainShop.StartAsync(folder.Location);

        var cause = await Diagnosis.RunAsync(target.ProcessId, socket: null, heap: (1, null), TimeProvider.System, TestContext.Current.CancellationToken);

        cause.Modes.ShouldBeEmpty();
        cause.Notes.ShouldNotContain(n => n.Contains("the diagnoser", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_without_symbols_is_looked_into_and_named_as_such()
    {
        await using var target = await PlainShop.StartAsync(folder.Location, PlainShop.CopyWithoutSymbols(folder.Location));

        var found = await DiagnosisTarget.FindAsync(target.ProcessId.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        var cause = await Diagnosis.RunAsync(found, Quick, TestContext.Current.CancellationToken);

        cause.Modes.ShouldBeEmpty();
        // On a busy machine it may say beside it what it had no time to follow.
        cause.Notes.ShouldContain("no portable PDB of ReefChaos.Shop: its methods are named without lines");
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    public async Task A_process_that_is_not_there_is_invalid_input(string id) =>
        (await Should.ThrowAsync<InvalidInputException>(() => DiagnosisTarget.FindAsync(id, TestContext.Current.CancellationToken)))
            .Problems.ShouldHaveSingleItem().Message.ShouldContain("no such process");

    [Fact]
    public void A_process_that_is_ours_and_closed_all_the_same_is_not_told_to_be_anothers()
    {
        var process = Directory.CreateDirectory(Path.Combine(folder.Location, "7")).FullName;
        File.Copy("/proc/self/stat", Path.Combine(process, "stat"));

        Should.Throw<EnvironmentLacksException>(() => TargetSearch.Look(new Procfs(folder.Location), 7, "7")).Message.ShouldContain("though it belongs to this user");
    }

    [Fact]
    public async Task A_process_without_a_runtime_is_invalid_input()
    {
        using var sleep = Process.Start("sleep", "60");
        try
        {
            (await Should.ThrowAsync<InvalidInputException>(
                () => DiagnosisTarget.FindAsync(sleep.Id.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken)))
                .Problems.ShouldHaveSingleItem().Message.ShouldContain("no .NET process");
        }
        finally
        {
            sleep.Kill();
        }
    }
}
