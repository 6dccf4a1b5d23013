using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A thread that was blocked at a look.</summary>
/// <param name="Switches">How often it had left the processor: unchanged at a later look, it is still the same wait.</param>
/// <param name="What">The call that blocks.</param>
internal sealed record BlockedThread(int Id, long Switches, WaitKind Kind, string What, CodeSite? Where, bool OnPool);
