using System.Text.Json.Serialization;

namespace ReefChaos.Scenarios;

/// <summary>
/// A service that the target calls: a stub, a proxy in front of a real one, or a container of an image or of a Dockerfile.
/// Exactly one of the four is given.
/// </summary>
public sealed record DependencySpec
{
    public StubSpec? Stub { get; init; }

    /// <summary>Base address of the real service, such as <c>http://127.0.0.1:8080</c>.</summary>
    public string? Proxy { get; init; }

    /// <summary>A container image that is here already, or that the engine can pull.</summary>
    public string? Image { get; init; }

    /// <summary>File seen from the working folder, which is the context of the build before the run.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>On which the container listens; needed for a container, and of no use otherwise.</summary>
    public int? Port { get; init; }

    /// <summary>Of a container only.</summary>
    public LimitsSpec Limits { get; init; } = new();

    /// <summary>Command-line arguments of a container.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The target's environment variable that tells where the dependency is: of a stub or proxy the base address.</summary>
    public required string Env { get; init; }

    /// <summary>It runs in a container, and is not played by the runner.</summary>
    [JsonIgnore]
    public bool IsContainer => Image is not null || Dockerfile is not null;

    /// <summary>What the variable is set to for a container, with <c>{host}</c> and <c>{port}</c> filled in.</summary>
    public string Value { get; init; } = "{host}:{port}";

    /// <param name="variable">The target's, which tells where the dependency is.</param>
    public static DependencySpec OfStub(string variable, StubSpec stub) => new() { Env = variable, Stub = stub };

    /// <param name="variable">The target's, which tells where the dependency is.</param>
    /// <param name="address">Of the real service, such as <c>http://127.0.0.1:8080</c>.</param>
    public static DependencySpec OfProxy(string variable, string address) => new() { Env = variable, Proxy = address };

    /// <param name="variable">The target's, which tells where the dependency is.</param>
    /// <param name="port">On which the container listens.</param>
    public static DependencySpec OfImage(string variable, string image, int port) => new() { Env = variable, Image = image, Port = port };

    /// <param name="variable">The target's, which tells where the dependency is.</param>
    /// <param name="port">On which the container listens.</param>
    public static DependencySpec OfDockerfile(string variable, string path, int port) => new() { Env = variable, Dockerfile = path, Port = port };
}

public sealed record StubSpec
{
    public int Status { get; init; } = 200;

    public Duration Latency { get; init; }

    public string Body { get; init; } = "{}";

    public string ContentType { get; init; } = "application/json";
}
