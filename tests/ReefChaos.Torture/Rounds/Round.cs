using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>One run, what is done to it, and which of its promises it kept.</summary>
internal sealed class Round(RoundPlan plan, Ground ground, RoundFolders folders)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReleaseWithin = ScenarioFile.Lease + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly string output = Path.Combine(folders.Files, "out");
    private readonly ArmFiles arm = new(Path.Combine(folders.Files, "out"));

    public bool TargetStarted => arm.TargetStarted;

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var isProcess = plan.Target == "process";
        int? port = isProcess ? Ports.Free() : null;
        using var turn = await ground.TurnAsync(plan, cancellationToken);
        var scenario = ScenarioFile.Write(folders.Files, plan, ground.ProjectOf(plan), port, isProcess ? ground.PaymentsUrl : null);
        using var disk = FullDisk.At(output, small: plan.Torment.Deed == Deed.FillDisk);
        var clock = new FalseClock(folders.Files);
        (string Name, string Value)[] variables = [("TMPDIR", folders.Temporary), .. plan.Torment.Deed == Deed.JumpClock ? clock.Variables() : []];
        using var reef = Reef.Start(variables, "run", scenario, "--target", plan.Target, "--output", output);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = reef.ExitAsync(Patience, cancellationToken);
        var targetStarted = TargetStartedAsync(over.Token);
        _ = Task.WhenAny(ended, targetStarted).ContinueWith(_ => turn.Dispose(), TaskScheduler.Default);
        await Task.WhenAny(ended, InstantAsync(targetStarted, over.Token));
        var acted = isProcess && plan.Failure.Blocks && arm.FaultActs;
        var torment = new Tormentor(new Family(reef.Id), disk, clock).DoAsync(plan.Torment, cancellationToken);
        var release = acted && CutsTheLease ? await ReleaseAsync(port!.Value, cancellationToken) : null;
        var met = await torment;

        var exit = await ended;
        await over.CancelAsync();
        var promises = new Promises(plan, met, exit, reef.Text, arm);
        IReadOnlyList<string> broken =
        [
            .. promises.Broken(),
            .. acted && CutsTheLease && !(release <= ReleaseWithin) ? [$"the fault went on for {release?.ToString() ?? "ever"}"] : Array.Empty<string>(),
            .. await promises.BrokenByJudgeAsync(output, cancellationToken),
        ];
        return new Outcome(plan, reef.Id, met, exit, reef.Verdict, release, broken);
    }

    /// <summary>The runner can renew no lease from now on, for longer than the lease.</summary>
    private bool CutsTheLease => plan.Torment is { Victim: Victim.Runner, Deed: Deed.Kill } || (plan.Torment is { Victim: Victim.Runner, Deed: Deed.Freeze } && plan.Torment.Lasts > ReleaseWithin);

    private async Task TargetStartedAsync(CancellationToken cancellationToken)
    {
        while (!arm.TargetStarted)
        {
            await Task.Delay(Glance, cancellationToken);
        }
    }

    private async Task InstantAsync(Task targetStarted, CancellationToken cancellationToken)
    {
        await (plan.Torment.Of == Victim.Target ? targetStarted : Task.CompletedTask);
        await Task.Delay(plan.Torment.At, cancellationToken);
    }

    private static async Task<TimeSpan?> ReleaseAsync(int port, CancellationToken cancellationToken)
    {
        using var service = new Service(port);
        return await service.TimeUntilHealthyAsync(ReleaseWithin * 3, cancellationToken);
    }
}
