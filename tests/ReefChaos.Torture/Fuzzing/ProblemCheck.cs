using ReefChaos.Engine;

namespace ReefChaos.Torture.Fuzzing;

internal static class ProblemCheck
{
    /// <summary>Each problem has its file, a place in it or none, and one line that says what.</summary>
    /// <exception cref="FuzzException">One lacks something.</exception>
    public static void Check(IEnumerable<Problem> problems, int? lines = null)
    {
        foreach (var problem in problems)
        {
            if (problem.File.Length == 0 || problem.Message.Length == 0)
            {
                throw new FuzzException($"a problem without a file or a message: {problem}");
            }

            if (problem.Line < 0 || problem.Column < 0 || (problem.Line > 0 && problem.Column == 0) || problem.Line > (lines + 1 ?? int.MaxValue))
            {
                throw new FuzzException($"a problem with an impossible place: {problem}");
            }

            if (problem.Message.Any(char.IsControl) || problem.Message.Length > 2000)
            {
                throw new FuzzException($"a problem that is no line of text: {problem}");
            }
        }
    }

    public static int LinesOf(byte[] bytes) => 1 + bytes.Count(b => b == (byte)'\n') + bytes.Count(b => b == (byte)'\r');
}
