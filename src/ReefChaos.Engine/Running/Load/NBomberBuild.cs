using System.Text.RegularExpressions;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine.Running.Load;

/// <summary>Builds the NBomber driver from the source that lies beside the engine, against the package of a version, on its first use.</summary>
/// <remarks>The build goes by the machine's own NuGet settings. It is kept beside the engine and made anew where the engine is newer.</remarks>
internal static partial class NBomberBuild
{
    /// <summary>Path of a driver that is built already, for machines that cannot restore.</summary>
    public const string DriverVariable = "REEFCHAOS_NBOMBER_DRIVER";

    private const string Assembly = "ReefChaos.Load.NBomber";
    private const string Otherwise = "The built-in worker needs no package: --load worker (the default).";
    private static readonly TimeSpan Building = TimeSpan.FromMinutes(5);

    [GeneratedRegex(@"error (?<code>NU\d+)\s*:\s*(?<text>.+?)\s*(\[[^\[\]]*\])?\s*$", RegexOptions.Multiline)]
    private static partial Regex RestoreError();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "nbomber");

    /// <summary>Gives the driver's path.</summary>
    /// <exception cref="EnvironmentLacksException">It cannot be built here; the message says why, and names the worker.</exception>
    public static async Task<string> RunAsync(string version, Action<string> say, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(DriverVariable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new EnvironmentLacksException($"{DriverVariable} names '{given}', and there is no such file. {Otherwise}");
        }

        var output = Path.Combine(Folder, "out", version);
        var built = Path.Combine(output, "built");
        if (!IsFresh(built))
        {
            say($"building the NBomber driver with NBomber {version}");
            await BuildAsync(version, output, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(built, version, cancellationToken).ConfigureAwait(false);
        }

        return Path.Combine(output, $"{Assembly}.dll");
    }

    /// <summary>Why a build failed, in one message.</summary>
    internal static string Explain(string version, string output) => RestoreError().Match(output) is { Success: true } error
        ? $"The package NBomber {version} cannot be restored here ({error.Groups["code"].Value}: {error.Groups["text"].Value}). "
            + $"Add a package source that has it, or set {DriverVariable} to a driver that is built already. {Otherwise}"
        : $"The NBomber driver does not build with NBomber {version}: {TargetBuild.ProblemsIn(Assembly, output)[0].Message} "
            + $"It is known to build with {LoadChoice.DefaultNBomberVersion}: --nbomber-version {LoadChoice.DefaultNBomberVersion}. {Otherwise}";

    private static async Task BuildAsync(string version, string output, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "build", Path.Combine(Folder, $"{Assembly}.csproj"), "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary", "-p:UseSharedCompilation=false",
            $"-p:NBomberVersion={version}", $"-p:ReefChaosAssembly={Path.Combine(AppContext.BaseDirectory, "ReefChaos.dll")}", "-o", output,
        ];
        try
        {
            Unmark(output);
            var result = await Command.RunAsync(Programs.Dotnet, arguments, Building, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (result.ExitCode != 0)
            {
                throw new EnvironmentLacksException(Explain(version, result.Output + result.Errors));
            }
        }
        catch (TimeoutException e)
        {
            throw new EnvironmentLacksException($"The build of the NBomber driver takes too long: {e.Message} {Otherwise}", e);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EnvironmentLacksException($"The .NET SDK is needed to build the NBomber driver, and 'dotnet' cannot be started. {Otherwise}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"The NBomber driver cannot be built in {Folder}: {e.Message} Set {DriverVariable} to one that is built already. {Otherwise}", e);
        }
    }

    /// <summary>A build that is interrupted must not count.</summary>
    private static void Unmark(string output) => File.Delete(Path.Combine(Directory.CreateDirectory(output).FullName, "built"));

    private static bool IsFresh(string built) =>
        File.Exists(built)
        && Directory.GetFiles(Folder).Append(Path.Combine(AppContext.BaseDirectory, "ReefChaos.dll"))
            .All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(built));
}
