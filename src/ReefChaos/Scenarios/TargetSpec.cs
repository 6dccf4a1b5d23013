namespace ReefChaos.Scenarios;

/// <summary>The service under test, and how to start it. Exactly one of project, image and dockerfile is given.</summary>
public sealed record TargetSpec
{
    /// <summary>Folder or file of an ASP.NET Core project, seen from the working folder; built before the run.</summary>
    public string? Project { get; init; }

    /// <summary>A container image that is here already, or that the engine can pull.</summary>
    public string? Image { get; init; }

    /// <summary>File seen from the working folder, which is the context of the build before the run.</summary>
    public string? Dockerfile { get; init; }

    public LimitsSpec Limits { get; init; } = new();

    /// <summary>Environment variables of the target in both arms. Values never show in reports.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Command-line arguments of the target.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Loopback port to listen on; left out, a free one is taken.</summary>
    public int? Port { get; init; }

    public ReadySpec Ready { get; init; } = new();

    /// <param name="path">Folder or file of an ASP.NET Core project.</param>
    public static TargetSpec OfProject(string path) => new() { Project = path };

    public static TargetSpec OfImage(string name) => new() { Image = name };

    public static TargetSpec OfDockerfile(string path) => new() { Dockerfile = path };
}

/// <summary>What the target may use; a limit that is left out is not set.</summary>
public sealed record LimitsSpec
{
    /// <summary>CPU quota in cores, such as 0.5.</summary>
    public double? Cpus { get; init; }

    public ByteSize? Memory { get; init; }
}

/// <summary>When the target counts as started: the path answers with a status below 500.</summary>
public sealed record ReadySpec
{
    public string Path { get; init; } = "/";

    public Duration Within { get; init; } = TimeSpan.FromSeconds(30);
}
