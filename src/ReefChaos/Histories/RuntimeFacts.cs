namespace ReefChaos.Histories;

/// <summary>What the .NET runtime in a target made of its limits when it started. It never looks at them again.</summary>
/// <param name="Processors">Its <c>Environment.ProcessorCount</c>: a quota is rounded up to whole ones.</param>
/// <param name="HeapLimitBytes">The heap's hard limit, or the memory that the runtime believes it has; 0 where it knows none.</param>
/// <param name="GcHeaps">As many as collect in parallel; 1 for the workstation collector. The server collector may use fewer while little is allocated.</param>
/// <param name="PoolMinThreads">Worker threads of the thread pool that are made without delay.</param>
public sealed record RuntimeFacts(int Processors, long HeapLimitBytes, int GcHeaps, bool ServerGc, int PoolMinThreads, int PoolMaxThreads);
