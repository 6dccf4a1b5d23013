using System.Net.Sockets;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Puts what the engine says into the words of who has to mend it.</summary>
internal static class EngineProblem
{
    /// <summary>Whether an exception is the engine's, or of the way to it.</summary>
    public static bool IsOne(Exception e) =>
        e is DockerApiException or DockerUnavailableException or HttpRequestException or IOException or SocketException or TimeoutException;

    /// <param name="doing">Such as "starting the container".</param>
    public static Exception Of(Exception e, string doing) => e is DockerApiException answer
        ? OfAnswer(answer, doing)
        : new EnvironmentLacksException($"The container engine cannot be reached any more, {doing}: {e.Message} Start it again.", e);

    private static Exception OfAnswer(DockerApiException e, string doing)
    {
        var text = EngineWords.Of(e).TrimEnd('.') + ".";
        bool Says(params string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
        return (Exception?)EngineWords.DiskIsFull(text) ?? text switch
        {
            _ when Says("port is already allocated", "address already in use") =>
                new EnvironmentLacksException($"A port is taken, {doing}: {text} Free it, or leave 'target: port' out, and a free one is taken.", e),
            _ when Says("executable file not found", "no such file or directory", "permission denied: unknown", "exec format error") =>
                new TargetFailedException($"The image cannot be run, {doing}: {text} Does it have what its entry point needs (for a .NET service the runtime), for this processor?", null, ""),
            _ when Says("minimum memory limit", "not enough memory", "range of CPUs", "cannot allocate memory", "memory.limit_in_bytes", "memory.max", "container init was OOM-killed") =>
                new TargetFailedException($"The limits do not let a container start, {doing}: {text} Raise 'limits'.", null, ""),
            _ => new EnvironmentLacksException($"The container engine refused, {doing}: {text}", e),
        };
    }
}
