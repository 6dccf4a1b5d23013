using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Warden;

/// <summary>What injectors act by.</summary>
internal sealed record WardenTools(IContainers Containers, Machine Machine, TimeProvider Time);
