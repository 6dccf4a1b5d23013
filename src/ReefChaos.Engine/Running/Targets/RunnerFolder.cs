using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>A folder for sockets and other passing things, open to this user only. Disposing deletes it.</summary>
public sealed class RunnerFolder : IDisposable
{
    /// <summary>The limit of the system on a socket's path, with its end mark.</summary>
    private const int MaxSocketPath = 107;

    /// <summary>Locked while the runner lives. In a folder that containers share, process ids do not tell.</summary>
    private const string LifeFile = "life";

    private const UnixFileMode OnlyUs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SafeFileHandle life;

    private RunnerFolder(string path, SafeFileHandle life)
    {
        Location = path;
        this.life = life;
    }

    public string Location { get; }

    /// <summary>What all runners of this user share: <c>reefchaos-UID</c> in the temporary folder.</summary>
    internal static string Shared => Path.Combine(Path.GetTempPath(), $"reefchaos-{Users.Own}");

    /// <exception cref="EnvironmentLacksException">The temporary folder cannot be used, or another user has taken our place in it.</exception>
    public static RunnerFolder Create() => Create(OpenShared());

    internal static RunnerFolder Create(string shared)
    {
        var path = Path.Combine(shared, Owner.NewPart());
        Make(path);
        var life = Native.OpenOrCreate(Path.Combine(path, LifeFile));
        Native.TryLock(life);
        return new RunnerFolder(path, life);
    }

    /// <exception cref="EnvironmentLacksException">The path would be too long for a socket.</exception>
    public string SocketPath(string name)
    {
        var path = Path.Combine(Location, name);
        return System.Text.Encoding.UTF8.GetByteCount(path) <= MaxSocketPath
            ? path
            : throw new EnvironmentLacksException($"A socket's path may have {MaxSocketPath} bytes, and {path} has more. Set TMPDIR to a shorter folder.");
    }

    /// <summary>For an agent's socket; no two are the same.</summary>
    public string NewSocketPath() => NewSocketPath("agent");

    /// <param name="stem">What it begins with.</param>
    internal string NewSocketPath(string stem) => SocketPath($"{stem}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.sock");

    public void Dispose()
    {
        life.Dispose();
        try
        {
            Directory.Delete(Location, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next sweep tries again.
        }
    }

    /// <summary>Whether some runner, perhaps of another container, still holds the folder.</summary>
    internal static bool IsHeld(string path)
    {
        var file = Path.Combine(path, LifeFile);
        if (!File.Exists(file))
        {
            return false;
        }

        using var life = Native.OpenOrCreate(file);
        return !life.IsInvalid && !Native.TryLock(life);
    }

    /// <summary>The temporary folder is open to all users: somebody may have made ours before us, to read or replace what we put in.</summary>
    internal static string OpenShared(string? place = null)
    {
        var path = place ?? Shared;
        try
        {
            Make(path);
            if (Users.OwnerOf(path) == Users.Own && new DirectoryInfo(path).LinkTarget is null)
            {
                return path;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"The folder {path} cannot be made: {e.Message} Set TMPDIR to a folder that can be written.", e);
        }

        throw new EnvironmentLacksException($"The folder {path} belongs to another user. Remove it, or set TMPDIR to another folder.");
    }

    private static void Make(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new EnvironmentLacksException("Targets that are child processes need Linux.");
        }

        Directory.CreateDirectory(path, OnlyUs);
    }
}
