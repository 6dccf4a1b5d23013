using System.Collections.Concurrent;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>The channels of dependency injection, each named by its item type.</summary>
/// <remarks>Keyed registrations, and channels that the app makes for itself, can't be reached.</remarks>
internal sealed class ChannelSites
{
    private readonly ConcurrentDictionary<Type, ChannelSite> sites = new();

    public ChannelSite Of(Type item) => sites.GetOrAdd(item, static _ => new ChannelSite());

    /// <exception cref="RefusedException">No channel of that item type is registered, or several are.</exception>
    public ChannelSite Named(string itemType)
    {
        var found = sites.Where(s => s.Key.Name == itemType || s.Key.FullName == itemType).Select(s => s.Value).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new RefusedException($"'channel:{itemType}' is unknown: {Known()}."),
            _ => throw new RefusedException($"'channel:{itemType}' is ambiguous: write the item type with its namespace."),
        };
    }

    private string Known() => sites.IsEmpty
        ? "dependency injection has no Channel<T>"
        : $"there is {string.Join(", ", sites.Keys.Select(t => $"channel:{t.Name}").Order())}";
}
