namespace ReefChaos.Torture.Rounds;

/// <param name="Files">Of this round alone.</param>
/// <param name="Temporary">Of its runner, and of those before it in the same lane.</param>
internal sealed record RoundFolders(string Files, string Temporary);
