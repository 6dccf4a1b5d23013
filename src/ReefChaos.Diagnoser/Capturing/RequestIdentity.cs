using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Names a request that this process serves by its connection and its number on it, which stay while objects are moved.</summary>
internal static class RequestIdentity
{
    private const int LongestId = 64;

    /// <summary>Null where it cannot be told.</summary>
    /// <param name="request">The server's own method for it.</param>
    public static ulong? Of(ParkedMethod request)
    {
        var protocol = request.Field("<>4__this");
        if (protocol.Type?.GetFieldByName("<ConnectionIdFeature>k__BackingField") is not { } feature
            || feature.ReadObject(protocol.Address, false).AsString(LongestId) is not { Length: > 0 } connection)
        {
            return null;
        }

        var number = protocol.Type.GetFieldByName("_requestCount")?.Read<uint>(protocol.Address, false) ?? (uint)StreamOf(protocol);
        return (ulong)(uint)connection.GetHashCode(StringComparison.Ordinal) << 32 | number;
    }

    /// <summary>In HTTP/2 and 3 each request is a stream of its own.</summary>
    private static int StreamOf(ClrObject protocol) =>
        protocol.TryReadObjectField("_context", out var context) && context.Type?.GetFieldByName("<StreamId>k__BackingField") is { } id
            ? id.Read<int>(context.Address, false)
            : 0;
}
