using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Xunit.InProcess;

namespace ReefChaos.Xunit.Running;

/// <summary>How a test wants its target to run.</summary>
/// <param name="Factory">The full name of a factory's type; null where the target is to be started.</param>
internal sealed record TargetWish(TargetChoice Choice, string? Factory)
{
    /// <summary>A factory is made for this run alone.</summary>
    /// <exception cref="InvalidInputException">Both are given, or the type is no factory.</exception>
    public async Task<RunResult> RunAsync(Func<RunOptions, Task<RunResult>> run)
    {
        if (Factory is null)
        {
            return await run(new RunOptions(Choice));
        }

        if (Choice != TargetChoice.Auto)
        {
            throw new InvalidInputException([new Problem("[Scenario]", 0, 0, $"Factory runs the target in-process, and Target = {Choice} does not; leave one of them out")]);
        }

        var (service, factory) = Factories.New(Type.GetType(Factory, throwOnError: true)!);
        await using (factory)
        {
            return await run(new RunOptions { InProcess = service });
        }
    }
}
