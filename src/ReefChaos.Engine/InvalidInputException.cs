namespace ReefChaos.Engine;

/// <summary>The input cannot be run; hosts print the problems and no stack trace.</summary>
public sealed class InvalidInputException(IReadOnlyList<Problem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;

    internal static InvalidInputException Unreadable(string file, Exception why) => new([new Problem(file, 0, 0, $"cannot be read: {why.Message}")]);
}
