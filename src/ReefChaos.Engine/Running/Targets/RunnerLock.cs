using System.Globalization;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>One runner at a time for each user of a machine: two would disturb each other's measurements.</summary>
/// <remarks>The kernel lets go of it when this process dies, however it dies.</remarks>
public sealed class RunnerLock : IDisposable
{
    private readonly FileStream file;

    private RunnerLock(FileStream file) => this.file = file;

    /// <exception cref="EnvironmentLacksException">Another runner holds it; the message names its process.</exception>
    public static RunnerLock Take() => Take(RunnerFolder.OpenShared());

    internal static RunnerLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        var handle = Native.OpenOrCreate(path);
        if (handle.IsInvalid)
        {
            throw new EnvironmentLacksException($"The file {path} cannot be opened. Set TMPDIR to a folder that can be written.");
        }

        var file = new FileStream(handle, FileAccess.ReadWrite);
        if (!Native.TryLock(handle))
        {
            using (file)
            {
                throw Held(new StreamReader(file).ReadToEnd());
            }
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new RunnerLock(file);
    }

    public void Dispose() => file.Dispose();

    private static EnvironmentLacksException Held(string holder) => new(
        holder == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            ? "This process runs another experiment already. Run experiments one after another: side by side they disturb each other's measurements."
            : $"Another runner is at work (process {(holder.Length == 0 ? "unknown" : holder)}). Wait for its end, or end it: side by side two disturb each other's measurements.");
}
