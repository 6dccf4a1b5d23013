using System.Runtime.InteropServices;
using ReefChaos.Load;
using ReefChaos.Wire;

// Ctrl-C reaches the whole process group; the runner decides how a run ends, and its death ends the input.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using var orders = new LineChannel(Console.OpenStandardInput(), BeginLoad.MaxLineBytes);
using var replies = new LineChannel(Console.OpenStandardOutput());
return LoadProcess.Run(orders, replies, exit: Environment.Exit);
