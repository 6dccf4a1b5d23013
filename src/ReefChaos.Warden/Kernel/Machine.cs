using System.ComponentModel;
using System.Diagnostics;

namespace ReefChaos.Warden.Kernel;

/// <summary>The kernel's files and the administrator's programs of this machine.</summary>
/// <param name="root">Before the path of every file.</param>
internal class Machine(string root = "")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where such programs are for those whose PATH does not say.</summary>
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    public virtual bool IsRoot => Environment.IsPrivilegedProcess;

    public virtual bool Installed(string program) => Find(program) is not null;

    public string At(string path) => root + path;

    public bool Has(string path) => File.Exists(At(path));

    /// <summary>Null where it can't be read.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(At(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives what it printed.</summary>
    /// <exception cref="RefusedException">It failed, with its own words, or took too long, or is not installed.</exception>
    public virtual async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var path = Find(program) ?? throw new RefusedException($"{program} is not installed.");
        var shown = $"{program} {string.Join(' ', arguments)}";
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        using var process = Start(path, arguments);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(late.Token)).ConfigureAwait(false);
            return process.ExitCode == 0
                ? await output.ConfigureAwait(false)
                : throw new RefusedException($"'{shown}' failed: {(await errors.ConfigureAwait(false)).Trim()}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RefusedException($"'{shown}' did not end within {Patience.TotalSeconds:0} s.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(SystemFolders)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new RefusedException($"{program} can't be started: {e.Message}", e);
        }
    }
}
