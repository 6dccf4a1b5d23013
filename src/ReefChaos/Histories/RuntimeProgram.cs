namespace ReefChaos.Histories;

/// <summary>What a .NET runtime tells of itself to anyone who asks from outside, with or without an agent in it.</summary>
/// <param name="Version">Such as <c>10.0.12</c>.</param>
/// <param name="Architecture">Such as <c>x64</c>.</param>
/// <param name="EntryAssembly">The name of the program's own assembly.</param>
public sealed record RuntimeProgram(string Version, string Architecture, string EntryAssembly);
