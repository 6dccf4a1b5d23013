using System.CodeDom.Compiler;
using System.Runtime.CompilerServices;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Calls whose lines the tests know.</summary>
internal sealed class CallSample
{
    public static readonly int Line = Here();

    private readonly object gate = new();
    private readonly Lock latch = new();

    public event EventHandler? Changed;

    /// <summary>It waits in line 11 after <see cref="Line"/>.</summary>
    public int WaitItself(int n)
    {
        Wake();
        lock (gate)
        {
            return n + 1;
        }
    }

    /// <summary>Where <see cref="WaitItself"/> is inlined, its lock is waited for here.</summary>
    public int WaitInside(int n) => WaitItself(n) + 1;

    /// <summary>It subscribes in line 23 after <see cref="Line"/>.</summary>
    public void Subscribe()
    {
        Changed += (_, _) => { };
    }

    /// <summary>Its locks are in lines 29 and 35 after <see cref="Line"/>.</summary>
    public int WaitTwice(int n)
    {
        lock (latch)
        {
            n++;
        }

        n *= 2;
        lock (latch)
        {
            return n;
        }
    }

    /// <summary>It hands objects over in lines 45 and 46 after <see cref="Line"/>.</summary>
    public static CallSample Hand(int period, CancellationToken until)
    {
        var kept = new CallSample();
        until.Register(kept.Wake);
        GC.KeepAlive(new Timer(_ => Here(period), null, period, period));
        return kept;
    }

    [GeneratedCode("a test", "1")]
    public static void Generated()
    {
    }

    public void Wake() => Changed?.Invoke(this, EventArgs.Empty);

    private static int Here([CallerLineNumber] int line = 0) => line;

    internal sealed class Listener
    {
        /// <summary>It is kept from line 66 after <see cref="Line"/> on.</summary>
        public static System.Timers.Timer Start(Listener listener)
        {
            var timer = new System.Timers.Timer(60_000);
            timer.Elapsed += listener.Hear;
            timer.Start();
            return timer;
        }

        private void Hear(object? sender, EventArgs e) => GC.KeepAlive(this);
    }
}
