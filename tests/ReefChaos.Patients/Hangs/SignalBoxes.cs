using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-signal-queue</c>: the interlocking of a station says by a message queue of the system's which route it has set, and has said
/// nothing since its update.
/// </summary>
internal sealed class SignalBox : IPatient
{
    private readonly RouteSetter routes = new(InterlockingQueue.Open($"/interlocking-{Environment.ProcessId}"));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ServeAsync);

    private async Task<string> ServeAsync(int n)
    {
        await Task.Delay(3);
        return n % 5 == 0 ? routes.Set(from: n % 4, to: n % 9) : $"platform {n % 9} is free";
    }
}

internal sealed class RouteSetter(InterlockingQueue interlocking)
{
    private int asked;

    public string Set(int from, int to)
    {
        Interlocked.Increment(ref asked);
        var route = interlocking.NextConfirmation();
        return $"route {route} from {from} to {to}";
    }
}

internal sealed unsafe partial class InterlockingQueue
{
    private const int CreateAndReadWrite = 0x42;
    private const uint ForOwner = 0x180;
    private const int LongestMessage = 8_192;

    private readonly int queue;

    private InterlockingQueue(int queue) => this.queue = queue;

    public static InterlockingQueue Open(string name)
    {
        var queue = new InterlockingQueue(OpenQueue(name, CreateAndReadWrite, ForOwner, null));
        _ = Unlink(name);
        return queue;
    }

    public int NextConfirmation()
    {
        var message = stackalloc byte[LongestMessage];
        nint length;
        do
        {
            length = Receive(queue, message, LongestMessage, null); // sick: hang-signal-queue native-hang
        }
        while (length < 1);
        return int.Parse(Encoding.ASCII.GetString(message, (int)length), CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "mq_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenQueue(string name, int flags, uint mode, void* attributes);

    [LibraryImport("libc", EntryPoint = "mq_unlink", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string name);

    [LibraryImport("libc", EntryPoint = "mq_receive")]
    private static partial nint Receive(int queue, byte* message, nint length, uint* priority);
}
