using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReefChaos.Torture.Soaking;

/// <summary>What a shared machine does meanwhile.</summary>
internal sealed class Noise(string folder, NoiseLevel level, int seed)
{
    private const int MemoryBytes = 1 << 30;
    private const int BlockBytes = 1 << 20;
    private const int BlocksAFile = 64;

    private static readonly TimeSpan Spell = TimeSpan.FromSeconds(20);

    private readonly Random chance = new(seed);

    /// <summary>Until the token fires.</summary>
    public async Task GoOnAsync(CancellationToken cancellationToken)
    {
        if (level == NoiseLevel.None)
        {
            return;
        }

        (int Loops, Action<CancellationToken>? Work)[] kinds = level == NoiseLevel.Busy
            ? [(Environment.ProcessorCount, null)]
            : [(0, null), (1, null), (Environment.ProcessorCount, null), (0, WriteToDisk), (0, TakeMemory), (0, Build)];
        while (!cancellationToken.IsCancellationRequested)
        {
            var (loops, work) = kinds[chance.Next(kinds.Length)];
            using var spell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            spell.CancelAfter(Spell);
            List<Action<CancellationToken>> all = [.. Enumerable.Repeat(Loop, loops), .. work is null ? [] : (Action<CancellationToken>[])[work]];
            var going = all.Select(w => Task.Factory.StartNew(() => w(spell.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
            await Task.Delay(Spell, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            await Task.WhenAll(going);
        }
    }

    private static void Loop(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Thread.SpinWait(1000);
        }
    }

    private void WriteToDisk(CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        var path = Path.Combine(folder, "noise");
        while (!cancellationToken.IsCancellationRequested)
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            for (var i = 0; i < BlocksAFile && !cancellationToken.IsCancellationRequested; i++)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }
        }
    }

    /// <summary>Gets it, writes to all of it, and gives it back.</summary>
    private static unsafe void TakeMemory(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var memory = (byte*)NativeMemory.Alloc(MemoryBytes);
            for (var i = 0; i < MemoryBytes && !cancellationToken.IsCancellationRequested; i += Environment.SystemPageSize)
            {
                memory[i] = 1;
            }

            NativeMemory.Free(memory);
        }
    }

    /// <summary>In a configuration and a folder of its own, so that nothing is replaced that a run has open.</summary>
    private void Build(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "build", "src/ReefChaos", "-c", "Noise", "--no-incremental", "--no-restore", "-v", "quiet", "-nologo", "-nodeReuse:false",
            "-p:UseSharedCompilation=false", "-o", Path.Combine(folder, "noise-build"),
        ];
        while (!cancellationToken.IsCancellationRequested)
        {
            using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            build.OutputDataReceived += (_, _) => { };
            build.BeginOutputReadLine();
            build.BeginErrorReadLine();
            using var killed = cancellationToken.Register(() => build.Kill(entireProcessTree: true));
            build.WaitForExit();
        }
    }
}
