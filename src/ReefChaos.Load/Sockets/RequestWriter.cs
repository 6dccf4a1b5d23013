using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Load.Sockets;

/// <summary>Requests as bytes of HTTP/1.1. One that is the same each time is written once.</summary>
internal sealed class RequestWriter
{
    private readonly Dictionary<Step, byte[]> constant = [];
    private readonly ByteBuffer request = new();
    private readonly ByteBuffer body = new();

    /// <summary>The flight's request, in memory that does not move and is valid until the next call. False where it cannot be made of the values there are.</summary>
    public bool TryWrite(Flight flight, out byte[] bytes, out int length)
    {
        if (constant.TryGetValue(flight.Step, out bytes!))
        {
            length = bytes.Length;
            return true;
        }

        request.Clear();
        body.Clear();
        var made = TryCompose(flight.Step.Text, flight);
        (bytes, length) = (request.Array, request.Length);
        if (made && flight.Step.Text.IsConstant)
        {
            bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            request.Span.CopyTo(bytes);
            constant[flight.Step] = bytes;
        }

        return made;
    }

    private bool TryCompose(RequestText text, Flight flight)
    {
        if (text.Body is { } template && !text.TryAdd(body, template, text.BodyPlace, flight))
        {
            return false;
        }

        request.Add(text.Method);
        request.Add(" "u8);
        text.AddPrefix(request);
        if (!text.TryAdd(request, text.Path, TextPlace.Path, flight))
        {
            return false;
        }

        request.Add(" HTTP/1.1\r\n"u8);
        return TryAddHeaders(text, flight);
    }

    private bool TryAddHeaders(RequestText text, Flight flight)
    {
        var hasHost = false;
        foreach (var (name, value) in text.Headers)
        {
            hasHost |= name.Equals("Host", StringComparison.OrdinalIgnoreCase);
            request.Add(name);
            request.Add(": "u8);
            if (!text.TryAdd(request, value, TextPlace.Header, flight))
            {
                return false;
            }

            request.Add("\r\n"u8);
        }

        if (!hasHost)
        {
            request.Add("Host: "u8);
            request.Add(text.Host);
            request.Add("\r\n"u8);
        }

        if (!text.KeepsAlive)
        {
            request.Add("Connection: close\r\n"u8);
        }

        if (text.HasLength)
        {
            request.Add("Content-Length: "u8);
            request.Add(body.Length);
            request.Add("\r\n"u8);
        }

        request.Add("\r\n"u8);
        request.Add(body.Span);
        return true;
    }
}
