using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

/// <summary>A folder with a file of load profiles, and the files that it names.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("reef-config-").FullName;

    public string Config => Path.Combine(Root, "nbomber-config.json");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public LoadProfiles Read(string config)
    {
        Write("nbomber-config.json", config);
        return LoadProfileReader.Read(Config);
    }

    /// <param name="custom">The inside of CustomSettings.</param>
    /// <param name="entry">More of the scenario, with a comma at its end.</param>
    /// <param name="global">More of GlobalSettings, likewise.</param>
    public LoadProfiles ReadCustom(string custom, string entry = """ "LoadSimulationsSettings": [{ "Inject": [40, "00:00:01", "00:00:30"] }], """, string global = "") => Read($$"""
        { "GlobalSettings": { {{global}} "ScenariosSettings": [ { "ScenarioName": "shop", {{entry}} "CustomSettings": {
        {{custom}}
        } } ] } }
        """);

    /// <summary>The only profile of a configuration without problems.</summary>
    public LoadProfile Profile(string custom, string entry = """ "LoadSimulationsSettings": [{ "Inject": [40, "00:00:01", "00:00:30"] }], """, string global = "")
    {
        var profiles = ReadCustom(custom, entry, global);
        profiles.Problems.ShouldBeEmpty();
        return profiles.Profiles["shop"];
    }

    /// <summary>The only problem of a configuration.</summary>
    public ReefChaos.Engine.Problem Problem(string custom, string entry = """ "LoadSimulationsSettings": [{ "Inject": [40, "00:00:01", "00:00:30"] }], """, string global = "") =>
        ReadCustom(custom, entry, global).Problems.ShouldHaveSingleItem();
}
