namespace ReefChaos.Tests.Engine.Targets;

internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Location = Directory.CreateTempSubdirectory("reef-test-").FullName;

    public string Location { get; }

    public string this[string path] => Path.Combine(Location, path);

    public string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
        return this[path];
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
