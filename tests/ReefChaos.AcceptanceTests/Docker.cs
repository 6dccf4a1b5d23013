using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests;

/// <summary>The container engine that the tests of containers need.</summary>
internal static class Docker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Set in CI, where a skipped test would hide that the engine did not start.</summary>
    private const string Required = "REEFCHAOS_REQUIRE_DOCKER";

    private static readonly Lazy<string?> Lack = new(FindLack);

    public static bool Answers => Lack.Value is null;

    /// <summary>Skips the test where no engine answers, and fails it where one must be there.</summary>
    public static void Require() => Require(Lack.Value);

    /// <param name="lack">What else this machine does not have; null is nothing.</param>
    public static void Require(string? lack)
    {
        if (lack is not null)
        {
            (Environment.GetEnvironmentVariable(Required) != "1").ShouldBeTrue(lack);
            Assert.Skip(lack);
        }
    }

    /// <summary>Containers and networks of runners whose process id passes; none where no engine answers.</summary>
    public static IReadOnlyList<string> Owned(Func<string, bool> runner)
    {
        if (!Answers)
        {
            return [];
        }

        using var engine = new DockerClientBuilder().WithTimeout(Patience).Build();
        var labelled = Labelled(ContainerLabels.Owner);
        var containers = engine.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = labelled }).GetAwaiter().GetResult();
        var networks = engine.Networks.ListNetworksAsync(new NetworksListParameters { Filters = labelled }).GetAwaiter().GetResult();
        bool IsTheirs(IDictionary<string, string> labels) => runner(labels[ContainerLabels.Owner].Split(':')[0]);
        return
        [
            .. containers.Where(c => IsTheirs(c.Labels)).Select(c => $"container {c.ID}"),
            .. networks.Where(n => IsTheirs(n.Labels)).Select(n => $"network {n.Name}"),
        ];
    }

    /// <summary>Those that were built from files below the folder.</summary>
    public static void RemoveImagesOf(string folder)
    {
        if (!Answers)
        {
            return;
        }

        using var engine = new DockerClientBuilder().WithTimeout(Patience).Build();
        foreach (var image in engine.Images.ListImagesAsync(new ImagesListParameters { Filters = Labelled(ImageLabels.Source) }).GetAwaiter().GetResult()
            .Where(i => i.Labels[ImageLabels.Source].StartsWith(folder, StringComparison.Ordinal)))
        {
            engine.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters { Force = true }).GetAwaiter().GetResult();
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> Labelled(string label) =>
        new() { ["label"] = new Dictionary<string, bool> { [label] = true } };

    private static string? FindLack()
    {
        try
        {
            using var engine = new DockerClientBuilder().WithTimeout(Patience).Build();
            using var patience = new CancellationTokenSource(Patience);
            engine.System.PingAsync(patience.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception e)
        {
            return $"No container engine answers: {e.Message}";
        }
    }
}
