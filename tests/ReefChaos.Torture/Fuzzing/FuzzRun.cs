using ReefChaos.Plans;

namespace ReefChaos.Torture.Fuzzing;

/// <param name="Refused">Inputs that were refused as they should be; the others did no harm.</param>
/// <param name="Findings">What went wrong, each with the number of its case.</param>
internal sealed record FuzzResult(int Cases, int Refused, IReadOnlyList<(int Case, string What)> Findings);

/// <summary>Tries case after case, none of which may crash, hang, or allocate without bound.</summary>
internal static class FuzzRun
{
    private const long MostBytes = 256L << 20;
    private const int StackBytes = 1 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="more">Whether another case is tried; asked with its number.</param>
    public static FuzzResult Run(IFuzz fuzz, ulong seed, int first, Func<int, bool> more)
    {
        var (refused, findings) = (0, new List<(int, string)>());
        var number = first;
        for (; more(number); number++)
        {
            var (wasRefused, finding, hangs) = Try(fuzz, Chance.Derive(seed, $"case {number}"));
            refused += wasRefused ? 1 : 0;
            if (finding is not null)
            {
                findings.Add((number, finding));
            }

            if (hangs)
            {
                return new FuzzResult(number - first + 1, refused, findings);
            }
        }

        return new FuzzResult(number - first, refused, findings);
    }

    /// <remarks>On a thread of its own with a small stack: what hangs is left behind, and deep nests show.</remarks>
    private static (bool Refused, string? Finding, bool Hangs) Try(IFuzz fuzz, ulong seed)
    {
        var (refused, finding) = (false, (string?)null);
        var thread = new Thread(Attempt, StackBytes) { IsBackground = true };
        thread.Start();
        return thread.Join(Longest) ? (refused, finding, false) : (false, $"it hangs for more than {Longest.TotalSeconds:0} s", true);

        void Attempt()
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                refused = fuzz.Refused(seed);
                var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                finding = bytes > MostBytes ? $"it allocated {bytes >> 20} MiB" : null;
            }
            catch (Exception e)
            {
                finding = e is FuzzException ? e.Message : e.ToString();
            }
        }
    }
}
