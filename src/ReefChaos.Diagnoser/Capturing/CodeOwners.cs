using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells the user's code from what it stands on.</summary>
internal static class CodeOwners
{
    private const string Agent = "ReefChaos.Agent";

    private const string LeakStore = "ReefChaos.Agent.Injectors.LeakStore";

    /// <summary>ReefChaos's own two are in targets only to make them fail: what they hold up is the code that called them.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "", "System", "mscorlib", "netstandard", "ReefChaos", Agent, "Polly" };

    private static readonly string[] Families = ["System.", "Microsoft.", "Polly."];

    /// <param name="assembly">Its simple name; empty for code that is made at run time.</param>
    public static bool IsUsers(string assembly) =>
        !Others.Contains(assembly) && IsNotFrameworks(assembly);

    /// <summary>Not the program's own parked method: through its services it keeps all there is.</summary>
    public static bool IsUsers(ClrType type) => IsUsers(AssemblyOf(type)) && !ParkedCallers.IsProgram(type);

    /// <summary>Keeps what ReefChaos's own leak fault leaves behind, with nobody of the user's to call it.</summary>
    public static bool IsLeakStore(ClrType type) => type.Name == LeakStore && AssemblyOf(type) == Agent;

    /// <summary>A method of that.</summary>
    public static bool IsInjectedLeak(string assembly, string method) => assembly == Agent && method.StartsWith(LeakStore + ".", StringComparison.Ordinal);

    /// <summary>Also ReefChaos's own native calls are such as a target could make.</summary>
    public static bool IsNotFrameworks(string assembly) =>
        !Families.Any(f => assembly.StartsWith(f, StringComparison.Ordinal)) && assembly is not ("" or "System" or "mscorlib" or "netstandard");

    /// <summary>The name of a type's assembly; empty where it has none.</summary>
    public static string AssemblyOf(ClrType? type) => Path.GetFileNameWithoutExtension(type?.Module?.Name ?? "");
}
