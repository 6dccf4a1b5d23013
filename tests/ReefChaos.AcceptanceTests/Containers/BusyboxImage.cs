using System.Formats.Tar;
using System.Text;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>An image of one static program with a shell and a web server in it, which needs no registry.</summary>
internal static class BusyboxImage
{
    public const string Name = "reefchaos-test-busybox";

    private const string Program = "/bin/busybox";

    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <summary>Built when it is not there.</summary>
    public static Task RequireAsync(ContainerEngine engine, CancellationToken cancellationToken) => RequireAsync(engine, Name, null, cancellationToken);

    /// <param name="script">Run by its containers; null for none.</param>
    public static async Task RequireAsync(ContainerEngine engine, string name, string? script, CancellationToken cancellationToken)
    {
        Docker.Require(File.Exists(Program) ? null : $"There is no {Program}: install busybox-static.");
        using var context = Context(script);
        var parameters = new ImageBuildParameters { Tags = [name], NetworkMode = "none", Labels = new Dictionary<string, string> { [ImageLabels.Ours] = "1" } };
        var said = new Said();
        await engine.Client.Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), said, cancellationToken);
        said.Error.ShouldBeNull();
    }

    private static MemoryStream Context(string? script)
    {
        var context = new MemoryStream();
        using (var tar = new TarWriter(context, leaveOpen: true))
        {
            var run = script is null ? "" : "COPY script /script\nCMD [\"/script\"]\n";
            var dockerfile = Encoding.UTF8.GetBytes($"FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"/bin\"]\n{run}");
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = new MemoryStream(dockerfile) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "script") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(script ?? "")), Mode = Executable });
            using var program = File.OpenRead(Program);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "busybox") { DataStream = program, Mode = Executable });
        }

        context.Position = 0;
        return context;
    }

    private sealed class Said : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value) => Error ??= value.Error?.Message;
    }
}
