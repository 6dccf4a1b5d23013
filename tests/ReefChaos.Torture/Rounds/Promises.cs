using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>What must hold of a run whatever is done to it.</summary>
internal sealed class Promises(RoundPlan plan, bool met, int? exit, string text, ArmFiles arm)
{
    private const int Held = 0;
    private const int Broke = 1;
    private const int Inconclusive = 2;
    private const int InvalidInput = 3;
    private const int EnvironmentLacks = 4;
    private const int Killed = 128 + Libc.Kill;
    private const string StackTrace = "   at ReefChaos";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private bool RunnerWasKilled => met && plan.Torment is { Deed: Deed.Kill, Victim: Victim.Runner };

    public IEnumerable<string> Broken()
    {
        if (exit is not { } code)
        {
            yield return "the runner did not end";
        }
        else if (!Allowed().Contains(code))
        {
            yield return $"exit code {code}: {LastLines()}";
        }
        else if (code == Held && !arm.IsEvidence)
        {
            yield return "Held without evidence";
        }

        if (text.Contains(StackTrace, StringComparison.Ordinal))
        {
            yield return $"a stack trace: {LastLines()}";
        }
    }

    /// <summary>What was written can be read, and says the same as the run did.</summary>
    public async Task<IReadOnlyList<string>> BrokenByJudgeAsync(string output, CancellationToken cancellationToken)
    {
        using var reef = Reef.Start([], "judge", output);
        var again = await reef.ExitAsync(Patience, cancellationToken);
        return again switch
        {
            null => ["'reef judge' did not end"],
            _ when reef.Text.Contains(StackTrace, StringComparison.Ordinal) => [$"a stack trace of 'reef judge': {reef.Text}"],
            Held when !arm.IsEvidence => ["'reef judge' said Held without evidence"],
            Held or Broke or Inconclusive when exit is Held or Broke or Inconclusive && again != exit => [$"'reef judge' gave {again}: {reef.Text}"],
            Held or Broke or Inconclusive or InvalidInput => [],

            // The disk is full for the new reports as well.
            EnvironmentLacks when plan.Torment.Deed == Deed.FillDisk => [],
            _ => [$"'reef judge' gave {again}: {reef.Text}"],
        };
    }

    private int[] Allowed() => RunnerWasKilled ? [Killed]
        : plan.Torment.Deed == Deed.FillDisk ? [Held, Broke, Inconclusive, EnvironmentLacks]
        : [Held, Broke, Inconclusive];

    private string LastLines() => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));
}
