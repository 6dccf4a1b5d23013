using System.Diagnostics;

namespace ReefChaos.Torture.Torments;

/// <summary>A small disk of its own for an output folder. Needs the right to mount.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly string folder;
    private readonly bool mounted;

    private FullDisk(string folder, bool mounted) => (this.folder, this.mounted) = (folder, mounted);

    /// <param name="small">False: an ordinary folder.</param>
    public static FullDisk At(string folder, bool small)
    {
        Directory.CreateDirectory(folder);
        return new FullDisk(folder, small && Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder));
    }

    /// <summary>False where the folder is on no disk of its own, which must not be filled.</summary>
    public bool Fill()
    {
        if (!mounted)
        {
            return false;
        }

        try
        {
            using var file = File.OpenWrite(Path.Combine(folder, "ballast"));
            var block = new byte[4096];
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        if (mounted)
        {
            Run("umount", "-l", folder);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
