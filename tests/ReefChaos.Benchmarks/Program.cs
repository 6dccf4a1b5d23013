using BenchmarkDotNet.Running;
using ReefChaos.Benchmarks;
using ReefChaos.Benchmarks.Cause;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Benchmarks.Observing;
using ReefChaos.Benchmarks.Release;

switch (args)
{
    case ["start", .. var rest]:
        return await ContainerStart.RunAsync(rest);
    case ["cause", .. var rest]:
        return await CauseBenchmark.RunAsync(rest);
    case ["tests", .. var rest]:
        return await TestRuns.RunAsync(rest);
    case ["crowd", .. var rest]:
        return await Crowd.RunAsync(rest);
    case ["release", .. var rest]:
        return await ReleaseBenchmark.RunAsync(rest);
    case ["release-victim", .. var rest]:
        return StarvedProcess.Run(rest);
    case ["observer", .. var rest]:
        return await ObserverBenchmark.RunAsync(rest);
    case ["load", .. var rest]:
        return await LoadBenchmarks.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
