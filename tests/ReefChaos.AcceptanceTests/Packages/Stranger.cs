using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ReefChaos.AcceptanceTests.Packages;

/// <summary>An empty folder outside the repository, on a machine that has ReefChaos from a package feed alone.</summary>
/// <remarks>What the feed lacks comes from the machine's own package folder and sources; ReefChaos' packages are kept out of that folder.</remarks>
public sealed class Stranger : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string root = Directory.CreateTempSubdirectory("reef-stranger-").FullName;

    public Stranger()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(root, "NuGet.config"), $"""
            <configuration>
              <packageSources><add key="reefchaos" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Folder => Path.Combine(root, "orders");

    public string Feed => Path.Combine(root, "feed");

    /// <summary>Where this stranger's packages are extracted.</summary>
    public string OwnPackages => Path.Combine(root, "packages");

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<Answer> RunAsync(string program, params string[] arguments) => RunInAsync(Folder, program, arguments);

    public async Task<Answer> RunInAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program.Contains('/') ? Path.Combine(folder, program) : program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["NUGET_PACKAGES"] = OwnPackages,
                // The tool's own starter looks for the runtime that we run with.
                ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                // A node of the build that stays alive would hold the folder.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
            },
        };
        var text = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(text, line.Data);
        process.ErrorDataReceived += (_, line) => Append(text, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new Answer($"{program} {string.Join(' ', arguments)}", process.ExitCode, text.ToString());
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    /// <param name="Output">With the errors.</param>
    public sealed record Answer(string Command, int Exit, string Output)
    {
        public Answer ShouldSucceed()
        {
            Exit.ShouldBe(0, $"{Command}\n{Output}");
            return this;
        }
    }
}
