using System.Reflection;

namespace ReefChaos.Cli.Init;

/// <summary>The files of <c>dotnet new reefchaos</c>, with their placeholders.</summary>
internal static class TemplateFiles
{
    private const string Prefix = "template/";

    private static readonly Assembly Here = typeof(TemplateFiles).Assembly;

    /// <summary>By their paths.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Here.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(n => ServiceProject.Slashed(n[Prefix.Length..]), Read);

    /// <summary>Of the packages that belong to this tool.</summary>
    public static string Version { get; } = Here.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
