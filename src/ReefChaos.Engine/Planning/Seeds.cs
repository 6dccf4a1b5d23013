using System.Security.Cryptography;

namespace ReefChaos.Engine.Planning;

/// <summary>The only source of a seed that nobody gave; the run prints it and its plan keeps it.</summary>
internal static class Seeds
{
    /// <summary>Small enough to type again.</summary>
    public static ulong New() => (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
