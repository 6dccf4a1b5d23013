using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace ReefChaos.Benchmarks.Load;

/// <summary>A process on one core, and the CPU time that it has used.</summary>
internal sealed class Pinned : IDisposable
{
    public const int GeneratorCore = 0;
    public const int TargetCore = 1;

    private readonly Process process;

    private Pinned(Process process) => this.process = process;

    public int Id => process.Id;

    public StreamReader Output => process.StandardOutput;

    public StreamWriter Input => process.StandardInput;

    /// <summary>User and system; also of a process that has just ended but is not reaped.</summary>
    public double CpuSeconds
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
        }
    }

    /// <param name="core">Null for any.</param>
    public static Pinned Start(int? core, string program, params string[] arguments)
    {
        string[] prefix = core is { } one ? ["taskset", "-c", $"{one}"] : [];
        string[] all = [.. prefix, program, .. arguments];
        return new Pinned(Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    /// <summary>A program that runs where nothing else would: the host of a virtual machine wakes a core that had nothing to do late, by milliseconds at times.</summary>
    /// <remarks>It ends with this program, also where that is killed.</remarks>
    public static Pinned KeepAwake(int core) => Start(core, "chrt", "--idle", "0", "sh", "-c", "while kill -0 $PPID 2>/dev/null; do :; done");

    /// <summary>The target, when it answers.</summary>
    /// <param name="variables">Such as <c>NAME=value</c>.</param>
    public static Task<(Pinned Target, int Port)> TargetAsync(string protocol, params string[] variables) => StartAsync(TargetCore, ["load", "target", protocol], variables);

    /// <summary>A server of this program, when it answers.</summary>
    /// <param name="mode">What follows it on the command line is the port.</param>
    public static async Task<(Pinned Target, int Port)> StartAsync(int? core, string[] mode, string[] variables)
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        var port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var target = Start(core, "env", [.. variables, Environment.ProcessPath!, .. Self, .. mode, $"{port}"]);
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port);
                return (target, port);
            }
            catch (SocketException) when (!target.process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, program)));

    public async Task<string> ReadToEndAsync()
    {
        var text = await Output.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }

    public void Signal(int number) => Process.Start("kill", [$"-{number}", $"{process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>How this program is started again: by its own executable, or by <c>dotnet</c>.</summary>
    private static string[] Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", typeof(Pinned).Assembly.Location] : [];
}
