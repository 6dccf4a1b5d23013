using System.Diagnostics;
using ReefChaos.Engine.Running.Companions;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>The runner's end of the warden, which performs the faults of containers. Disposing ends it, and it removes what this runner still owns.</summary>
/// <remarks>Should this process die instead, the warden's input ends, and it does the same.</remarks>
internal sealed class WardenProcess : IFaultPort, IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <summary>An order may take several calls of the engine, each with a limit of seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly OrderLine orders;
    private readonly ErrorTail errors;
    private int disposed;

    private WardenProcess(Process process, TimeProvider time)
    {
        this.process = process;
        orders = new OrderLine(new LineStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream), "The warden", time);
        errors = new ErrorTail(process.StandardError);
    }

    private static string Dll => Path.Combine(AppContext.BaseDirectory, "warden", "ReefChaos.Warden.dll");

    public int ProcessId => process.Id;

    /// <param name="engine">How it is reached: <c>DOCKER_HOST</c> and <c>DOCKER_API_VERSION</c>.</param>
    /// <exception cref="EnvironmentLacksException">The warden cannot be started here.</exception>
    public static async Task<WardenProcess> StartAsync(
        IReadOnlyDictionary<string, string> engine, TimeProvider time, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(engine) { [AgentEnvironment.Owner] = Owner.Current.ToString() };
        var warden = new WardenProcess(Companion.Start("warden", Dll, environment), time);
        try
        {
            await warden.orders.SendAsync(new StatusOrder(), StartLimit, cancellationToken).ConfigureAwait(false);
            return warden;
        }
        catch (Exception e)
        {
            await warden.DisposeAsync().ConfigureAwait(false);
            throw e is AgentUnreachableException ? new EnvironmentLacksException($"The warden did not start: {e.Message} {warden.errors}".TrimEnd(), e) : e;
        }
    }

    /// <exception cref="AgentUnreachableException">The warden is gone, or did not answer in time.</exception>
    public Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken) => orders.SendAsync(order, Patience, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        CloseInput();
        if (!await ExitsAsync().ConfigureAwait(false))
        {
            process.Kill(entireProcessTree: true);
            await ExitsAsync().ConfigureAwait(false);
            DiagnosticFiles.DeleteOf(process.Id);
        }

        await orders.DisposeAsync().ConfigureAwait(false);
        process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    private async Task<bool> ExitsAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
