using System.Buffers.Binary;
using System.Net;
using System.Text;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Load.Handlers;

/// <summary>Requests as the messages of .NET's HTTP handler.</summary>
internal sealed class MessageFactory(HttpSettings http, Uri target)
{
    private const int GrpcHeadBytes = 5;

    private readonly Dictionary<Step, (HttpMethod Method, Uri? Uri, byte[]? Body)> constant = [];
    private readonly Version version = http.Version == HttpProtocol.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;

    /// <summary>Null where it cannot be made of the values there are. Not safe for concurrent use.</summary>
    public HttpRequestMessage? Make(Flight flight)
    {
        var text = flight.Step.Text;
        if (!constant.TryGetValue(flight.Step, out var known))
        {
            constant[flight.Step] = known = (new HttpMethod(text.Method), text.Path.IsConstant ? Address(text, flight) : null,
                text.Body is { IsConstant: true } body ? Body(text, body, flight) : null);
        }

        if ((known.Uri ?? Address(text, flight)) is not { } uri)
        {
            return null;
        }

        var message = new HttpRequestMessage(known.Method, uri) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (text.Body is { } template)
        {
            if ((known.Body ?? Body(text, template, flight)) is not { } bytes)
            {
                return null;
            }

            message.Content = new ByteArrayContent(bytes);
        }

        if (version == HttpVersion.Version11 && !http.KeepAlive)
        {
            message.Headers.ConnectionClose = true;
        }

        return TryAddHeaders(message, text, flight) ? message : null;
    }

    private static bool TryAddHeaders(HttpRequestMessage message, RequestText text, Flight flight)
    {
        foreach (var (name, template) in text.Headers)
        {
            if (text.Render(template, TextPlace.Header, flight) is not { } value)
            {
                return false;
            }

            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (flight.Step.Template.Grpc)
        {
            message.Headers.TryAddWithoutValidation("te", "trailers");
            message.Content ??= new ByteArrayContent(GrpcMessage([]));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        }

        return true;
    }

    private Uri? Address(RequestText text, Flight flight) =>
        text.RenderPath(flight) is { } path && Uri.TryCreate($"{target.Scheme}://{text.Host}{path}", UriKind.Absolute, out var uri) ? uri : null;

    private static byte[]? Body(RequestText text, TextTemplate template, Flight flight)
    {
        if (text.Render(template, text.BodyPlace, flight) is not { } body)
        {
            return null;
        }

        if (!flight.Step.Template.Grpc)
        {
            return Encoding.UTF8.GetBytes(body);
        }

        var message = new byte[body.Length];
        return Convert.TryFromBase64String(body, message, out var length) ? GrpcMessage(message.AsSpan(0, length)) : null;
    }

    /// <summary>Uncompressed, and its length before it.</summary>
    private static byte[] GrpcMessage(ReadOnlySpan<byte> message)
    {
        var framed = new byte[GrpcHeadBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsSpan(GrpcHeadBytes));
        return framed;
    }
}
