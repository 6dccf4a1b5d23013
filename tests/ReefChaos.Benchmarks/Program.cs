using BenchmarkDotNet.Running;
using ReefChaos.Benchmarks;

if (args is ["soak", .. var rest])
{
    return await Soak.RunAsync(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
