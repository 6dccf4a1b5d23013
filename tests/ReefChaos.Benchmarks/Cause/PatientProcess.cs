using System.Diagnostics;
using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>A patient under its load.</summary>
internal sealed class PatientProcess : IAsyncDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly Bedside bedside;
    private Traffic? traffic;

    private PatientProcess(Process process, Bedside bedside) => (this.process, this.bedside) = (process, bedside);

    public int Id => process.Id;

    /// <exception cref="PatientException">It did not start.</exception>
    public static async Task<PatientProcess> StartAsync(Variant variant, string program, IReadOnlyDictionary<string, string> variables)
    {
        var bedside = new Bedside();
        bedside.Prepare(variant.Need);
        IReadOnlyList<string> command = [.. bedside.Wrapper, "dotnet", program, variant.Name];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        foreach (var (name, value) in variables.Concat(bedside.Variables))
        {
            start.Environment[name] = value;
        }

        var patient = new PatientProcess(Process.Start(start)!, bedside);
        try
        {
            using var limit = new CancellationTokenSource(Start);
            var address = await patient.process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new PatientException("it ended before it took requests");
            bedside.Tighten(variant.Need, patient.Id);
            patient.traffic = new Traffic(new Uri(address), variant.RequestsPerSecond);
            return patient;
        }
        catch (Exception e)
        {
            await patient.DisposeAsync();
            throw e is OperationCanceledException ? new PatientException($"it took no requests in {Start.TotalSeconds} s") : e;
        }
    }

    /// <exception cref="PatientException">It does not have what it is meant to have, or it is gone.</exception>
    public async Task FallIllAsync(Onset onset)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Settled || traffic!.WaitingLong < onset.Waiting || traffic.Answered < onset.Answered)
        {
            if (process.HasExited || clock.Elapsed > Patience)
            {
                var state = $"{traffic!.WaitingLong} requests of {onset.Waiting} waited long, and {traffic.Answered} of {onset.Answered} were answered";
                throw new PatientException(process.HasExited ? $"it ended with {process.ExitCode}" : $"after {Patience.TotalSeconds} s {state}");
            }

            await Task.Delay(Look);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        if (traffic is not null)
        {
            await traffic.DisposeAsync();
        }

        bedside.Dispose();
        process.Dispose();
    }
}

/// <summary>A run that says nothing about the diagnoser.</summary>
internal sealed class PatientException(string message) : Exception(message);
