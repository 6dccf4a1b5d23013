namespace ReefChaos.Benchmarks.Load;

internal static class Frozen
{
    public static Task<string> RunAsync(int runs, string? against) => Task.FromResult($"{runs} {against}");
}
