using ReefChaos.Load;
using ReefChaos.Wire;

using var orders = new LineChannel(Console.OpenStandardInput());
using var replies = new LineChannel(Console.OpenStandardOutput());
return LoadProcess.Run(orders, replies, exit: Environment.Exit);
