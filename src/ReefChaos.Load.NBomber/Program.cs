using System.Runtime.InteropServices;
using ReefChaos.Load.NBomber;
using ReefChaos.Wire;

// Ctrl-C reaches the whole process group; the runner decides how a run ends, and its death ends the input.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using var orders = new LineChannel(Console.OpenStandardInput(), BeginLoad.MaxLineBytes);
using var replies = new LineChannel(Console.OpenStandardOutput());

// Before NBomber is touched: standard output is the protocol's alone.
Console.SetOut(new Complaints(Console.Error));
return DriverProcess.Run(orders, replies, new Driver(NBomberSession.Name, NBomberSession.Start), exit: Environment.Exit);
