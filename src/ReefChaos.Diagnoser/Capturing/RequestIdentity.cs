using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Names a request that this process serves by its connection and its number on it, which stay while objects are moved.</summary>
internal static class RequestIdentity
{
    private const int LongestId = 64;

    /// <summary>Null where it cannot be told.</summary>
    /// <param name="request">The server's own method for it.</param>
    public static ulong? Of(ParkedMethod request, FieldPlaces fields)
    {
        var protocol = request.Field("<>4__this");
        if (fields.Read(protocol, "<ConnectionIdFeature>k__BackingField") is not { IsNull: false, Type.IsString: true } feature || feature.AsString(LongestId) is not { Length: > 0 } connection)
        {
            return null;
        }

        var number = Number(protocol, "_requestCount", fields) ?? Number(fields.Read(protocol, "_context"), "<StreamId>k__BackingField", fields) ?? 0;
        return (ulong)(uint)connection.GetHashCode(StringComparison.Ordinal) << 32 | number;
    }

    /// <summary>On HTTP/1.1 connections requests are counted; in HTTP/2 and 3 each is a stream of its own.</summary>
    private static uint? Number(ClrObject holder, string field, FieldPlaces fields) =>
        holder.Type is { } type && fields.Of(type, field) is { } place ? type.Heap.Runtime.DataTarget.DataReader.Read<uint>(holder.Address + (ulong)place) : null;
}
