namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells by its type what an awaited object stands for.</summary>
internal static class AwaitKinds
{
    private static readonly (string Type, AwaitKind Kind)[] Types =
    [
        ("System.Threading.SemaphoreSlim+TaskNode", AwaitKind.Semaphore),
        ("System.Threading.Channels.BlockedWriteAsyncOperation<", AwaitKind.ChannelWrite),
        ("System.Threading.Channels.WaitingWriteAsyncOperation", AwaitKind.ChannelWrite),
        ("System.Threading.Channels.VoidAsyncOperationWithData<", AwaitKind.ChannelWrite),
        ("System.IO.Pipelines.Pipe+DefaultPipeWriter", AwaitKind.ChannelWrite),
        ("System.Threading.Tasks.Task+DelayPromise", AwaitKind.Delay),
        ("System.Threading.PeriodicTimer", AwaitKind.Delay),
        ("System.Net.Sockets.", AwaitKind.Socket),
        ("System.Net.Http.Http2", AwaitKind.Socket),
        ("System.Net.Http.Http3", AwaitKind.Socket),
        ("System.Net.Quic.", AwaitKind.Socket),
    ];

    /// <summary>In the chain of an HTTP call that goes out.</summary>
    private static readonly string[] Http = ["System.Net.Http.HttpClient+", "System.Net.Http.HttpMessageInvoker+"];

    /// <summary>In a chain that waits for what is outside of the process, and that no socket shows.</summary>
    private static readonly string[] Calls = ["System.Diagnostics.Process+<WaitForExitAsync>", "System.Net.NetworkInformation.Ping+"];

    public static AwaitKind Of(string type)
    {
        foreach (var (start, kind) in Types)
        {
            if (type.StartsWith(start, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return AwaitKind.Other;
    }

    public static bool IsHttpCall(string stateMachine) => Http.Any(h => stateMachine.StartsWith(h, StringComparison.Ordinal));

    public static bool IsCall(string stateMachine) => Calls.Any(c => stateMachine.StartsWith(c, StringComparison.Ordinal));

    /// <summary>Of the server's own: what it waits for is a client.</summary>
    public static bool IsServer(string stateMachine) => stateMachine.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    /// <summary>A request that this process serves.</summary>
    public static bool IsRequest(string stateMachine) =>
        stateMachine.StartsWith("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpProtocol+<ProcessRequests>", StringComparison.Ordinal);
}
