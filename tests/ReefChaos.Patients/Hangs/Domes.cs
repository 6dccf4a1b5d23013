using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Hangs;

/// <summary>
/// <c>hang-dome-driver</c>: an observatory's dome is turned by a driver that waits in native code until the motor reports, and the motor's
/// fuse has blown.
/// </summary>
internal sealed class Observatory : IPatient
{
    private readonly ObservationPlan plan = new(new DomeDriver());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 6 == 0 ? plan.Begin(n) : plan.Describe(n));
}

internal sealed class ObservationPlan(DomeDriver dome)
{
    private int described;

    public string Describe(int n) => $"target {n % 110} of 110, asked for {Interlocked.Increment(ref described)} times";

    public string Begin(int n)
    {
        var degrees = n * 7 % 360;
        dome.TurnTo(degrees);
        return $"the dome is at {degrees} degrees";
    }
}

internal sealed unsafe partial class DomeDriver
{
    private const int Add = 1;
    private const uint Readable = 1;

    private readonly int events = CreateEvents(0);
    private readonly int motor = CreateMotor(0, 0);
    private int target;

    public DomeDriver()
    {
        var interest = new MotorEvent { Kinds = Readable };
        _ = Control(events, Add, motor, &interest);
    }

    public void TurnTo(int degrees)
    {
        Volatile.Write(ref target, degrees);
        AwaitMotor();
    }

    private void AwaitMotor()
    {
        MotorEvent reported;
        while (Wait(events, &reported, 1, -1) < 1) // sick: hang-dome-driver native-hang
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    private static partial int CreateEvents(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int CreateMotor(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    private static partial int Control(int events, int operation, int device, MotorEvent* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    private static partial int Wait(int events, MotorEvent* reported, int most, int milliseconds);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct MotorEvent
    {
        public uint Kinds;
        public ulong Data;
    }
}
