using System.Runtime.InteropServices;
using ReefChaos.Warden;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;
using ReefChaos.Wire;

if (Environment.GetEnvironmentVariable(AgentEnvironment.Owner) is not { Length: > 0 } owner)
{
    Console.Error.WriteLine($"The warden guards the containers of one runner, which starts it and names itself in {AgentEnvironment.Owner}.");
    return 1;
}

using var containers = DockerContainers.FromEnvironment(owner);
using var warden = new WardenService(new WardenTools(containers, new Machine(), TimeProvider.System));

// What the terminal sends to the whole process group is the runner's affair; its death ends the input.
void Ignore(PosixSignalContext signal) => signal.Cancel = true;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
using var stop = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Ignore);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    warden.End();
});

using var orders = new LineChannel(Console.OpenStandardInput());
using var replies = new LineChannel(Console.OpenStandardOutput());
await warden.RunAsync(orders, replies);
return 0;
