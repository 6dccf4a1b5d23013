using System.Text.Json;
using Docker.DotNet;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>What the engine's own messages mean.</summary>
internal static class EngineWords
{
    /// <summary>The message in the answer's body, which is JSON where the engine itself wrote it.</summary>
    public static string Of(DockerApiException refused)
    {
        try
        {
            using var body = JsonDocument.Parse(refused.ResponseBody ?? "");
            return body.RootElement.GetProperty("message").GetString()!.Trim();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return refused.Message;
        }
    }

    public static EnvironmentLacksException? DiskIsFull(string words) => words.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
        ? new EnvironmentLacksException($"The container engine's disk is full ({words.TrimEnd('.')}). Free some space; 'docker system df' shows what takes it.")
        : null;
}
