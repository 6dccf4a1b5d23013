using System.Runtime.CompilerServices;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Xunit.Discovery;
using Xunit;
using Xunit.v3;

namespace ReefChaos.Xunit;

/// <summary>
/// A test that runs a scenario file, or one test for each scenario file of a folder. It passes where the verdict is Held; only then is
/// the method called, which may be empty, or take the <see cref="Engine.Reporting.RunResult"/> to look closer.
/// </summary>
/// <remarks>
/// The path is looked for in the folder of the test assembly and then in each folder above it. The folder where it is found is the
/// working folder: the scenario's own paths are seen from there, and <c>nbomber-config.json</c> is in it or above it.
/// Experiments never run beside another test of the assembly.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(ScenarioDiscoverer))]
public sealed class ScenarioAttribute(string path, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber)
{
    public string Path { get; } = path;

    public Inconclusive Inconclusive { get; init; }

    /// <summary>How the target runs; Auto takes containers where an engine answers.</summary>
    public TargetChoice Target { get; init; }

    /// <summary>
    /// A <c>WebApplicationFactory&lt;TEntryPoint&gt;</c> with a constructor without parameters: the target is then a host in the test's own
    /// process, on a Kestrel socket, in place of the scenario's project. <see cref="Target"/> has no say then, and is left out.
    /// </summary>
    public Type? Factory { get; init; }
}
