using System.Runtime.CompilerServices;

namespace ReefChaos.Tests.Engine.Diagnosing.Capturing;

/// <summary>Code whose lines the tests know.</summary>
internal sealed class SourceSample
{
    public static readonly int Line = Here();

    private readonly List<string> kept = [];

    public List<string> Others { get; } = [];

    /// <summary>Its awaits are in lines 9 and 10 after <see cref="Line"/>.</summary>
    public static async Task<int> AwaitTwiceAsync()
    {
        await Task.Yield();
        return await Task.FromResult(Line);
    }

    /// <summary>It adds in line 16 after <see cref="Line"/>.</summary>
    public void Keep(string text)
    {
        kept.Add(text);
    }

    public void KeepOther(string text) => Others.Add(text);

    public int Count() => kept.Count + Others.Count;

    private static int Here([CallerLineNumber] int line = 0) => line;
}
