using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace ReefChaos.AcceptanceTests;

/// <summary>The real program, as a user starts it, in the repository's folder.</summary>
internal sealed class Reef : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private Reef(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static string Root { get; } = FindRoot();

    public int Id => process.Id;

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Targets run as processes unless a test says otherwise, whether this machine has a container engine or not.</summary>
    public static Reef Start(params string[] arguments) => StartWith([], arguments);

    /// <param name="env">As <c>NAME=VALUE</c>, beside this process's own.</param>
    public static Reef StartWith(string[] env, params string[] arguments) => StartBy([], env, arguments);

    /// <param name="wrapper">A program that becomes what follows its own arguments.</param>
    public static Reef StartBy(string[] wrapper, string[] env, params string[] arguments)
    {
        arguments = arguments[0] == "run" && !arguments.Contains("--target") ? [.. arguments, "--target", "process"] : arguments;
        // A shell that starts tests in its background has them ignore ctrl-C, and children inherit that.
        string[] command = [.. wrapper, "env", "--default-signal=INT", .. env, "dotnet", Path.Combine(AppContext.BaseDirectory, "reef.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Reef(Process.Start(start)!);
    }

    /// <summary>Runs to the end and gives exit code, standard output and errors.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(TimeSpan patience, params string[] arguments)
    {
        using var reef = Start(arguments);
        var exit = await reef.ExitAsync(patience);
        return (exit, reef.Output, reef.Errors);
    }

    public async Task<int> ExitAsync(TimeSpan patience)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(patience);
        await process.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    /// <summary>Sends a signal by its name, such as <c>KILL</c> or <c>INT</c>.</summary>
    public void Signal(string name) => Signal(process.Id, name);

    public static void Signal(int pid, string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{pid}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "ReefChaos.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No ReefChaos.sln above {here}.");
        }

        return folder.FullName;
    }
}
