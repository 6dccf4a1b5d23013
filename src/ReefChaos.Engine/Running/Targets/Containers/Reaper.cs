using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>
/// Testcontainers' reaper (Ryuk), where the engine has its image: should runner and warden both be killed, it removes what
/// the runner owned ten seconds later, and not only the next run.
/// </summary>
/// <remarks>
/// It is spoken to here and not through Testcontainers, which publishes its port, at which anyone may name containers to be
/// removed, to all networks, and lets the first container fail where the reaper does. Removing twice harms nobody: the
/// warden, which acts at once, removes the reaper as well.
/// </remarks>
internal sealed class Reaper : IAsyncDisposable
{
    private const string Port = "8080/tcp";

    /// <summary>By which reapers leave each other, and themselves, alone.</summary>
    private const string Label = "org.testcontainers.ryuk";

    private const string SocketInContainer = "/var/run/docker.sock";

    /// <summary>A run is not held up for longer by something that it can do without.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ContainerEngine engine;
    private readonly string container;
    private readonly TcpClient line;

    private Reaper(ContainerEngine engine, string container, TcpClient line) => (this.engine, this.container, this.line) = (engine, container, line);

    /// <summary>What it removes: all that has both labels, of whichever kind.</summary>
    private static string Filter => string.Join('&', OwnLabels.All.Select(l => $"label={Uri.EscapeDataString($"{l.Key}={l.Value}")}"));

    /// <param name="say">Hears that it watches, or why it does not.</param>
    /// <returns>Null where the engine has no such image, or it does not come up at once: the warden then watches alone.</returns>
    public static async Task<Reaper?> TryStartAsync(ContainerEngine engine, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        string? container = null;
        try
        {
            if (await ReaperImage.FindAsync(engine, either.Token).ConfigureAwait(false) is not { } image)
            {
                return null;
            }

            container = (await engine.Client.Containers.CreateContainerAsync(Parameters(engine, image), either.Token).ConfigureAwait(false)).ID;
            await engine.Client.Containers.StartContainerAsync(container, new ContainerStartParameters(), either.Token).ConfigureAwait(false);
            var line = await IntroduceAsync(await AddressAsync(engine, container, either.Token).ConfigureAwait(false), time, either.Token).ConfigureAwait(false);
            say($"{image.Name} watches beside the warden");
            return new Reaper(engine, container, line);
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            say($"Testcontainers' reaper does not work here, so the warden watches alone: {(e is OperationCanceledException ? $"it did not answer within {Patience.TotalSeconds:0} s" : e.Message)}");
            if (container is not null)
            {
                await Removal.OfContainerAsync(engine, container, TimeSpan.Zero).ConfigureAwait(false);
            }

            return null;
        }
    }

    /// <summary>Removed before it could act.</summary>
    public async ValueTask DisposeAsync()
    {
        await Removal.OfContainerAsync(engine, container, TimeSpan.Zero).ConfigureAwait(false);
        line.Dispose();
    }

    private static CreateContainerParameters Parameters(ContainerEngine engine, ReaperImage image) => new()
    {
        Image = image.Id,
        Name = Owner.Prefix + Owner.NewPart(),
        Labels = new Dictionary<string, string>(OwnLabels.All) { [Label] = "true" },
        ExposedPorts = new Dictionary<string, EmptyStruct> { [Port] = default },
        HostConfig = new HostConfig
        {
            AutoRemove = true,
            Binds = [$"{engine.Socket}:{SocketInContainer}"],
            PortBindings = new Dictionary<string, IList<PortBinding>> { [Port] = [new PortBinding { HostIP = $"{IPAddress.Loopback}" }] },
        },
    };

    private static async Task<IPEndPoint> AddressAsync(ContainerEngine engine, string container, CancellationToken cancellationToken)
    {
        var made = await engine.Client.Containers.InspectContainerAsync(container, cancellationToken).ConfigureAwait(false);
        return made.NetworkSettings?.Ports?.TryGetValue(Port, out var bound) == true && bound is [var first, ..]
            ? new IPEndPoint(IPAddress.Loopback, int.Parse(first.HostPort!, CultureInfo.InvariantCulture))
            : throw new IOException("it ended at once");
    }

    /// <summary>It watches for as long as the connection lasts. The engine accepts connections before it does, and ends them.</summary>
    private static async Task<TcpClient> IntroduceAsync(IPEndPoint address, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Filter + "\n"), cancellationToken).ConfigureAwait(false);
                var answer = new byte[4];
                await client.GetStream().ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
                if (answer.AsSpan().SequenceEqual("ACK\n"u8))
                {
                    return client;
                }
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // It does not listen yet.
            }
            catch
            {
                client.Dispose();
                throw;
            }

            client.Dispose();
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
