namespace ReefChaos.Torture.Fuzzing;

/// <summary>One kind of input, damaged case by case.</summary>
internal interface IFuzz : IDisposable
{
    /// <summary>Tries one damaged input.</summary>
    /// <param name="seed">Decides the damage.</param>
    /// <returns>Whether the input was refused, as most damage should be.</returns>
    /// <exception cref="FuzzException">What it did is wrong.</exception>
    bool Refused(ulong seed);
}

/// <summary>The input was neither taken nor refused as it should be.</summary>
internal sealed class FuzzException(string what, Exception? cause = null) : Exception(what, cause);
