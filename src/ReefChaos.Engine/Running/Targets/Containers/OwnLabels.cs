using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>On everything that this runner makes in the engine, so that the warden and later runners know whose it is.</summary>
internal static class OwnLabels
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [ContainerLabels.Owner] = Owner.Current.ToString(),
        [ContainerLabels.ProcessIds] = new Procfs().OwnProcessIdSpace,
    };
}
