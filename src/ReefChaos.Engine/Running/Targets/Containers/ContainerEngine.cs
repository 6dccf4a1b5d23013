using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>A container engine that answers, spoken to in a version that both sides know.</summary>
internal sealed class ContainerEngine : IDockerEndpointAuthenticationConfiguration, IDisposable
{
    /// <summary>What Testcontainers asks for by itself, and an older engine refuses.</summary>
    private static readonly Version Newest = new(1, 44);

    public ContainerEngine(string socket, Version newestKnown)
    {
        Socket = socket;
        Version = newestKnown < Newest ? newestKnown : Newest;
        Client = Builder().Build();
    }

    public string Socket { get; }

    public Uri Endpoint => new($"unix://{Socket}");

    public Version Version { get; }

    public IDockerClient Client { get; }

    /// <summary>Those who open the socket are trusted.</summary>
    public IAuthProvider? AuthProvider => null;

    /// <summary>For what talks to the engine in a process of its own.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOCKER_HOST"] = $"unix://{Socket}",
        ["DOCKER_API_VERSION"] = Version.ToString(),
    };

    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId) => Builder();

    public void Dispose() => Client.Dispose();

    private DockerClientBuilder Builder() => new DockerClientBuilder().WithEndpoint(Endpoint).WithApiVersion(Version);
}
