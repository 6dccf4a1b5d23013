using System.Runtime.CompilerServices;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Code whose lines the tests know.</summary>
internal sealed class SourceSample
{
    public static readonly int Line = Here();

    private readonly List<string> kept = [];

    public List<string> OtherSources { get; } = [];

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

    public void KeepOther(string text) => OtherSources.Add(text);

    public int Count() => kept.Count + OtherSources.Count;

    private static int Here([CallerLineNumber] int line = 0) => line;
}
