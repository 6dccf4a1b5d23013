using System.Runtime.InteropServices;
using ReefChaos.Load.Running;
using ReefChaos.Wire;

namespace ReefChaos.Load;

internal static class Program
{
    /// <summary>Environment variable: <c>general</c> takes the general path also where the fast one would do, to compare them.</summary>
    private const string PathVariable = "REEFCHAOS_LOAD_PATH";

    private static bool General => Environment.GetEnvironmentVariable(PathVariable) == "general";

    public static int Main()
    {
        // Read once, at the first socket: answers go on where they arrive, without a hop to the thread pool.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

        // Ctrl-C reaches the whole process group; the runner decides how a run ends, and its death ends the input.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var orders = new LineChannel(Console.OpenStandardInput(), BeginLoad.MaxLineBytes);
        using var replies = new LineChannel(Console.OpenStandardOutput());
        return new LoadDialogue(orders, replies, Environment.Exit).Run(Warmup.Run, (begin, emit) => new Worker(begin, emit, General));
    }
}
