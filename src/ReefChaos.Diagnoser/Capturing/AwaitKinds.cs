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
        ("System.Threading.Tasks.Task+DelayPromise", AwaitKind.Delay),
        ("System.Threading.PeriodicTimer", AwaitKind.Delay),
        ("System.Net.Sockets.", AwaitKind.Socket),
    ];

    /// <summary>In the chain of an HTTP call that goes out.</summary>
    private static readonly string[] Http = ["System.Net.Http.HttpClient+", "System.Net.Http.HttpMessageInvoker+"];

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

    /// <summary>A request that this process serves.</summary>
    public static bool IsRequest(string stateMachine) =>
        stateMachine.StartsWith("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpProtocol+<ProcessRequests>", StringComparison.Ordinal);
}
