using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>One run, what is done to it, and which of its promises it kept.</summary>
internal sealed class Round(RoundPlan plan, Payments payments, string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReleaseWithin = ScenarioFile.Lease + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly string output = Path.Combine(folder, "out");
    private readonly ArmFiles arm = new(Path.Combine(folder, "out"));

    public bool TargetStarted => arm.TargetStarted;

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var isProcess = plan.Target == "process";
        int? port = isProcess ? Ports.Free() : null;
        var scenario = ScenarioFile.Write(folder, plan, port, isProcess ? payments.Url : null);
        using var disk = FullDisk.At(output, small: plan.Torment.Deed == Deed.FillDisk);
        var clock = new FalseClock(folder);
        using var reef = Reef.Start(plan.Torment.Deed == Deed.JumpClock ? clock.Variables() : [], "run", scenario, "--target", plan.Target, "--output", output);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = reef.ExitAsync(Patience, cancellationToken);
        await Task.WhenAny(ended, InstantAsync(over.Token));
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

    private async Task InstantAsync(CancellationToken cancellationToken)
    {
        while (plan.Torment.Of == Victim.Target && !arm.TargetStarted)
        {
            await Task.Delay(Glance, cancellationToken);
        }

        await Task.Delay(plan.Torment.At, cancellationToken);
    }

    private static async Task<TimeSpan?> ReleaseAsync(int port, CancellationToken cancellationToken)
    {
        using var service = new Service(port);
        return await service.TimeUntilHealthyAsync(ReleaseWithin * 3, cancellationToken);
    }
}
