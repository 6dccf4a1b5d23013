using System.Runtime.InteropServices;
using ReefChaos.Diagnoser;
using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;
using ReefChaos.Wire;

// Ctrl-C reaches the whole process group; the runner decides how a look ends, and its death ends the input.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using var orders = new LineChannel(Console.OpenStandardInput());
using var replies = new LineChannel(Console.OpenStandardOutput());
if (orders.Read<DiagnoseOrder>() is not { } order)
{
    return 1;
}

new Thread(() =>
{
    orders.Read<DiagnoseOrder>();
    Environment.Exit(1);
})
{ IsBackground = true, Name = "orders" }.Start();
await foreach (var signals in new Capture(order, new Procfs(), TimeProvider.System).RunAsync(CancellationToken.None))
{
    replies.Write(new DiagnoseReply(Classifier.Decide(signals)) { IsEarly = signals.IsEarly });
}

return 0;
