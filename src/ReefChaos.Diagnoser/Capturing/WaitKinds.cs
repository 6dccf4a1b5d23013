namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells by the framework's methods at the top of a stack what its thread waits for.</summary>
internal static class WaitKinds
{
    /// <summary>What a call stands for; the first line that fits counts. A semaphore locks a monitor inside, a task waits on one; a collection that waits for work, on a semaphore.</summary>
    private static readonly (string Method, WaitKind Kind)[] Calls =
    [
        ("System.Collections.Concurrent.BlockingCollection.", WaitKind.Other),
        ("System.Threading.SemaphoreSlim.", WaitKind.Semaphore),
        ("System.Threading.ReaderWriterLockSlim.", WaitKind.ReaderWriterLock),
        ("System.Threading.Lock.", WaitKind.Lock),
        ("System.Net.Http.HttpMessageInvoker.", WaitKind.Answer),
        ("System.Net.Http.HttpClient.", WaitKind.Answer),
        ("System.Net.Sockets.", WaitKind.Answer),
        ("System.Threading.Tasks.Task.", WaitKind.Task),
        ("System.Runtime.CompilerServices.TaskAwaiter.", WaitKind.Task),
        ("System.Net.Dns.", WaitKind.NativeCall),
        ("System.Net.NameResolutionPal.", WaitKind.NativeCall),
        ("System.Threading.Monitor.Enter", WaitKind.Monitor),
        ("System.Threading.Monitor.ReliableEnter", WaitKind.Monitor),
        ("System.Threading.Monitor.TryEnter", WaitKind.Monitor),
        ("System.Threading.Monitor.ReliableTryEnter", WaitKind.Monitor),
        ("System.Threading.Mutex.", WaitKind.Lock),
    ];

    /// <param name="framework">From the top of the stack down to the user's code, without the call out of managed code.</param>
    /// <param name="native">The method that managed code called out to; null where it is the framework's own.</param>
    public static (WaitKind Kind, string What) Of(IReadOnlyList<string> framework, string? native)
    {
        if (native is not null)
        {
            return (WaitKind.NativeCall, native);
        }

        foreach (var (method, kind) in Calls)
        {
            if (framework.LastOrDefault(f => f.StartsWith(method, StringComparison.Ordinal)) is { } found)
            {
                return (kind, found);
            }
        }

        return (WaitKind.Other, framework.Count > 0 ? framework[0] : "");
    }
}
