using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Sessions;

/// <summary>Undefended: remembers every session until the process ends.</summary>
internal sealed class UnboundedSessions(IOptions<SessionSettings> settings) : ISessions
{
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    public int Count => sessions.Count;

    public Session Open(string id) => sessions.GetOrAdd(id, static (id, bytes) => new Session(id, bytes), settings.Value.Bytes);
}
