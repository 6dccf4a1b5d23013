namespace ReefChaos.Engine.Running.Targets;

internal static class Programs
{
    /// <summary>Whether a program is in one of the folders of PATH.</summary>
    public static bool Installed(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>The <c>dotnet</c> that runs us or that started our host, else the one on PATH.</summary>
    public static string Dotnet { get; } =
        new[] { Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), Environment.ProcessPath, Rooted() }
            .FirstOrDefault(p => p is not null && Path.GetFileNameWithoutExtension(p) == "dotnet" && File.Exists(p)) ?? "dotnet";

    private static string? Rooted() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, "dotnet") : null;
}
