using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>One run, what is done to it, and which of its promises it kept.</summary>
internal sealed class Round(RoundPlan plan, Ground ground, RoundFolders folders)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly string output = Path.Combine(folders.Files, "out");
    private readonly ArmFiles arm = new(Path.Combine(folders.Files, "out"));

    public bool TargetStarted => arm.TargetStarted;

    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var port = Ports.Free();
        var payments = ground.PaymentsOf(plan);
        using var turn = await ground.TurnAsync(plan, cancellationToken);
        var scenario = ScenarioFile.Write(folders.Files, plan, ground.ProjectOf(plan), port, payments);
        using var disk = FullDisk.At(output, small: plan.Torment.Deed == Deed.FillDisk);
        var clock = new FalseClock(folders.Files);
        (string Name, string Value)[] variables = [("TMPDIR", folders.Temporary), .. plan.Torment.Deed == Deed.JumpClock ? clock.Variables() : []];
        using var reef = Reef.Start(variables, "run", scenario, "--target", plan.Target, "--output", output);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = reef.ExitAsync(Patience, cancellationToken);
        var targetStarted = Until(() => arm.TargetStarted, over.Token);
        _ = Task.WhenAny(ended, targetStarted).ContinueWith(_ => turn.Dispose(), TaskScheduler.Default);
        await Task.WhenAny(ended, InstantAsync(targetStarted, over.Token));
        var family = new Family(reef.Id);
        var target = CutsTheLease && payments is not null ? await family.FindAsync(Victim.Target, cancellationToken) : null;
        var cut = target is not null && arm.FaultActs;
        var torment = new Tormentor(family, disk, clock).DoAsync(plan.Torment, cancellationToken);
        var release = cut ? await new FaultEnd(plan.Failure, port, target!.Value, family).AwaitAsync(cancellationToken) : null;
        var met = await torment;
        cut &= met;

        var exit = await ended;
        await over.CancelAsync();
        var promises = new Promises(plan, met, exit, reef.Text, arm);
        IReadOnlyList<string> broken =
        [
            .. promises.Broken(),
            .. cut && !(release <= FaultEnd.Within) ? [$"the fault went on for {release?.ToString() ?? "ever"}"] : Array.Empty<string>(),
            .. await promises.BrokenByJudgeAsync(output, cancellationToken),
        ];
        return new Outcome(plan, reef.Id, met, exit, reef.Verdict, cut ? release : null, broken);
    }

    /// <summary>The lease is renewed no more, or not for longer than it lasts; a connection takes its faults with it.</summary>
    private bool CutsTheLease => plan.Torment.Victim == Victim.Runner && plan.Torment.Deed switch
    {
        Deed.Kill or Deed.Sever => true,
        Deed.Freeze => plan.Torment.Lasts > FaultEnd.Within,
        _ => false,
    };

    private static async Task Until(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(Glance, cancellationToken);
        }
    }

    private async Task InstantAsync(Task targetStarted, CancellationToken cancellationToken)
    {
        await (plan.Torment.Of == Start.Runner ? Task.CompletedTask : targetStarted);
        if (plan.Torment.Of == Start.Fault)
        {
            await Until(() => arm.FaultActs, cancellationToken);
        }

        await Task.Delay(plan.Torment.At, cancellationToken);
    }
}
