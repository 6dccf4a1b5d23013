using System.Collections.Concurrent;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>Images in the real engine, and containers of them. Disposing removes what was made here.</summary>
internal sealed class ImageBench : IAsyncDisposable
{
    /// <summary>A name that no registry will ever have: the top-level domain is reserved for it.</summary>
    public const string Unreachable = "registry.invalid/nothing:1";

    private readonly List<string> images = [];
    private readonly List<string> containers = [];

    public Workspace Workspace { get; } = new();

    public IDockerClient Engine { get; } = new DockerClientBuilder().Build();

    public ConcurrentQueue<string> Said { get; } = [];

    /// <summary>As at the start of another run.</summary>
    public TargetImages NewSession()
    {
        Said.Clear();
        return new TargetImages(Engine, Said.Enqueue, TimeProvider.System);
    }

    /// <summary>A folder with a Dockerfile on a base that cannot be had, and the scripts that stand in for it.</summary>
    public string Dockerfile(string steps, string name = "made")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Workspace.Folder, name)).FullName;
        foreach (var script in (string[])["base-image", "local-image"])
        {
            File.Copy(Path.Combine(TargetImages.Folder, script), Path.Combine(folder, script), overwrite: true);
        }

        var dockerfile = Path.Combine(folder, "Dockerfile");
        File.WriteAllText(dockerfile, $"ARG BASE_IMAGE={Unreachable}\nFROM ${{BASE_IMAGE}}\n{steps}\n");
        return dockerfile;
    }

    public async Task<ReadyImage> BuildAsync(string dockerfile)
    {
        var image = await NewSession().OfDockerfileAsync(dockerfile, TestContext.Current.CancellationToken);
        return Forget(image);
    }

    public ReadyImage Forget(ReadyImage image)
    {
        images.Add(image.Name);
        return image;
    }

    public async Task<IReadOnlyList<string>> TagsLikeAsync(string repository) =>
        [.. (await ListAsync("reference", repository)).SelectMany(i => i.RepoTags)];

    public async Task<IReadOnlyList<string>> NamelessAsync() =>
        [.. (await ListAsync("dangling", "true")).Where(i => i.Labels?.ContainsKey(ImageLabels.Ours) == true).Select(i => i.ID)];

    /// <summary>Half a processor, 256 MiB, a read-only root and user 1654.</summary>
    public async Task<string> StartAsync(ReadyImage image, string[]? env = null, string[]? binds = null, int? port = null)
    {
        var created = await Engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image.Name,
                Cmd = [.. image.Command],
                Env = env ?? [],
                User = "1654",
                ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default },
                HostConfig = new HostConfig
                {
                    NanoCPUs = 500_000_000,
                    Memory = 256 << 20,
                    MemorySwap = 256 << 20,
                    ReadonlyRootfs = true,
                    Tmpfs = new Dictionary<string, string> { ["/tmp"] = "" },
                    Binds = binds ?? [],
                    PortBindings = port is null ? new Dictionary<string, IList<PortBinding>>() : new Dictionary<string, IList<PortBinding>>
                    {
                        ["8080/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = port.Value.ToString(CultureInfo.InvariantCulture) }],
                    },
                },
            },
            TestContext.Current.CancellationToken);
        containers.Add(created.ID);
        await Engine.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), TestContext.Current.CancellationToken);
        return created.ID;
    }

    /// <summary>What a container printed until it ended.</summary>
    public async Task<string> OutputAsync(string container)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await Engine.Containers.WaitContainerAsync(container, patience.Token);
        return await LogAsync(container);
    }

    public async Task<string> LogAsync(string container)
    {
        using var log = await Engine.Containers.GetContainerLogsAsync(
            container, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true }, TestContext.Current.CancellationToken);
        var (output, errors) = await log.ReadOutputToEndAsync(TestContext.Current.CancellationToken);
        return output + errors;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in containers)
        {
            await Engine.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true });
        }

        foreach (var image in images.Distinct())
        {
            try
            {
                await Engine.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true });
            }
            catch (DockerApiException)
            {
                // Its successor pushed it out.
            }
        }

        Engine.Dispose();
        Workspace.Dispose();
    }

    private async Task<IList<ImagesListResponse>> ListAsync(string filter, string value) => await Engine.Images.ListImagesAsync(
        new ImagesListParameters { Filters = new Dictionary<string, IDictionary<string, bool>> { [filter] = new Dictionary<string, bool> { [value] = true } } },
        TestContext.Current.CancellationToken);
}
