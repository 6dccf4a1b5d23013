namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Tells by the framework's methods at the top of a stack what its thread waits for.</summary>
internal static class WaitKinds
{
    /// <summary>What a call stands for; the first line that fits counts. A semaphore locks a monitor inside, a task waits on one; a collection that waits for work, on a semaphore; a socket that connects to a name, on the resolver.</summary>
    private static readonly (string Method, WaitKind Kind)[] Calls =
    [
        ("System.Collections.Concurrent.BlockingCollection.Add", WaitKind.ChannelWrite),
        ("System.Collections.Concurrent.BlockingCollection.TryAdd", WaitKind.ChannelWrite),
        ("System.Collections.Concurrent.BlockingCollection.", WaitKind.Other),
        ("System.Threading.SemaphoreSlim.", WaitKind.Semaphore),
        ("System.Threading.ReaderWriterLock", WaitKind.ReaderWriterLock),
        ("System.Threading.Lock.", WaitKind.Lock),
        ("System.Threading.SpinLock.", WaitKind.Lock),
        ("System.Net.Dns.", WaitKind.NativeCall),
        ("System.Net.NameResolutionPal.", WaitKind.NativeCall),
        ("System.Net.Http.HttpMessageInvoker.", WaitKind.Answer),
        ("System.Net.Http.HttpClient.", WaitKind.Answer),
        ("System.Net.HttpWebRequest.", WaitKind.Answer),
        ("System.Net.Sockets.", WaitKind.Answer),
        ("System.IO.Pipes.", WaitKind.Answer),
        ("System.Diagnostics.Process.WaitForExit", WaitKind.Answer),
        ("System.Threading.Tasks.Task.", WaitKind.Task),
        ("System.Threading.Tasks.TaskAsyncEnumerableExtensions.", WaitKind.Task),
        ("System.Runtime.CompilerServices.TaskAwaiter.", WaitKind.Task),
        ("System.IO.RandomAccess.", WaitKind.NativeCall),
        ("Microsoft.Win32.SafeHandles.SafeFileHandle.", WaitKind.NativeCall),
        ("System.Threading.Barrier.", WaitKind.Gate),
        ("System.Threading.CountdownEvent.", WaitKind.Gate),
        ("System.Threading.ManualResetEventSlim.", WaitKind.Gate),
        ("System.Threading.WaitHandle.", WaitKind.Gate),
        ("System.Threading.SpinWait.", WaitKind.Gate),
        ("System.Threading.Monitor.Wait", WaitKind.Gate),
        ("System.Threading.Monitor.", WaitKind.Monitor),
        ("System.Runtime.CompilerServices.InitHelpers.", WaitKind.Lock),
        ("System.Runtime.CompilerServices.StaticsHelpers.", WaitKind.Lock),
    ];

    /// <summary>A lock between processes, which is waited for as any event is.</summary>
    private static readonly string[] Turns = ["System.Threading.Mutex", "System.Threading.Semaphore"];

    public static bool IsEvent(string method) => method.StartsWith("System.Threading.WaitHandle.", StringComparison.Ordinal);

    public static bool IsTurn(string type) => Turns.Contains(type, StringComparer.Ordinal);

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
