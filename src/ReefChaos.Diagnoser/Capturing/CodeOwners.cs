namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells the user's code from what it stands on.</summary>
internal static class CodeOwners
{
    /// <summary>ReefChaos's own two are in targets only to make them fail: what they hold up is the code that called them.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "", "System", "mscorlib", "netstandard", "ReefChaos", "ReefChaos.Agent", "Polly" };

    private static readonly string[] Families = ["System.", "Microsoft.", "Polly."];

    /// <param name="assembly">Its simple name; empty for code that is made at run time.</param>
    public static bool IsUsers(string assembly) =>
        !Others.Contains(assembly) && IsNotFrameworks(assembly);

    /// <summary>Also ReefChaos's own native calls are such as a target could make.</summary>
    public static bool IsNotFrameworks(string assembly) =>
        !Families.Any(f => assembly.StartsWith(f, StringComparison.Ordinal)) && assembly is not ("" or "System" or "mscorlib" or "netstandard");
}
