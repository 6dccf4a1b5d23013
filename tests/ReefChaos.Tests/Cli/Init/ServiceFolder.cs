namespace ReefChaos.Tests.Cli.Init;

/// <summary>A folder with the files of a test's service.</summary>
internal sealed class ServiceFolder : IDisposable
{
    public const string Web = """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";
    public const string Library = """<Project Sdk="Microsoft.NET.Sdk" />""";

    public string Path { get; } = Directory.CreateTempSubdirectory("reef-init-").FullName;

    public string At(string file) => System.IO.Path.Combine(Path, file);

    public ServiceFolder With(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
        return this;
    }

    public IReadOnlyList<string> Files() =>
        [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
