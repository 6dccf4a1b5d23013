namespace ReefChaos.Warden.Containers;

/// <param name="Running">Also true while it is paused.</param>
/// <param name="ProcessId">Of its first process, as the engine's machine counts; 0 when it does not run.</param>
/// <param name="RemovesItself">The engine removes it when it ends.</param>
/// <param name="NanoCpus">Billionths of a core; 0 is no limit.</param>
/// <param name="Memory">Bytes; 0 is no limit.</param>
/// <param name="MemoryWithSwap">Bytes; 0 is the engine's default, -1 no limit.</param>
internal sealed record ContainerState(
    string Id, bool Running, bool Paused, int ProcessId, bool RemovesItself, long NanoCpus, long Memory, long MemoryWithSwap, IReadOnlyList<Attachment> Networks);

/// <summary>How a container hangs on a network.</summary>
/// <param name="Aliases">The names that others find it by.</param>
internal sealed record Attachment(string NetworkId, IReadOnlyList<string> Aliases, string Address);

/// <param name="DataFolder">Where the engine keeps images and containers, on its own machine.</param>
internal sealed record EngineInfo(string DataFolder, bool LimitsCpu, bool LimitsMemory);
