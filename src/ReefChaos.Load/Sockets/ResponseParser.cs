using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;

namespace ReefChaos.Load.Sockets;

/// <summary>Reads one HTTP/1.1 response at a time, in whatever pieces it comes.</summary>
/// <remarks>Limits: head and trailers together 64 KiB, a chunk's line 4 KiB, a body <see cref="Answer.MaxBodyBytes"/>.</remarks>
internal sealed class ResponseParser
{
    private const int MaxHeadBytes = 64 << 10;
    private const int MaxChunkLineBytes = 4 << 10;

    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly LineReader lines = new();
    private Stage stage;
    private Answer answer = null!;
    private string[] wanted = [];
    private bool isHead;
    private bool keepsBody;
    private long length;
    private long bodyBytes;
    private bool chunked;

    private enum Stage
    {
        Status,
        Header,
        Body,
        ChunkLine,
        Chunk,
        ChunkEnd,
        Trailer,
        ToEnd,
        Done,
        Failed,
    }

    public bool IsDone => stage == Stage.Done;

    /// <summary>The kind of failure; null where there is none, or none yet.</summary>
    public string? Failure { get; private set; }

    /// <summary>The connection can carry another request after this response.</summary>
    public bool KeepsAlive { get; private set; }

    /// <param name="step">Whose response it is to be.</param>
    /// <param name="into">Takes what the step wants of it.</param>
    public void Begin(Step step, Answer into)
    {
        answer = into;
        answer.Clear(step.HeaderNames.Length);
        wanted = step.HeaderNames;
        isHead = step.IsHead;
        keepsBody = step.KeepsBody;
        (stage, Failure, bodyBytes) = (Stage.Status, null, 0);
        lines.Clear();
    }

    /// <summary>Reads on until the bytes, or the response, end.</summary>
    /// <returns>How many bytes belong to the response.</returns>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        while (!rest.IsEmpty && stage < Stage.Done)
        {
            if (stage is Stage.Body or Stage.Chunk or Stage.ToEnd)
            {
                ReadBody(ref rest);
            }
            else
            {
                ReadLine(ref rest);
            }
        }

        return bytes.Length - rest.Length;
    }

    /// <summary>No more bytes will come.</summary>
    public void End()
    {
        if (stage == Stage.ToEnd)
        {
            Finish();
        }
        else if (stage < Stage.Done)
        {
            Fail(FailureKinds.Connection);
        }
    }

    private void ReadBody(ref ReadOnlySpan<byte> rest)
    {
        var part = stage == Stage.ToEnd ? rest : rest[..(int)Math.Min(rest.Length, length)];
        rest = rest[part.Length..];
        bodyBytes += part.Length;
        if (bodyBytes > Answer.MaxBodyBytes)
        {
            Fail(FailureKinds.TooLong);
            return;
        }

        if (keepsBody)
        {
            answer.Append(part);
        }

        if (stage != Stage.ToEnd && (length -= part.Length) == 0)
        {
            if (stage == Stage.Chunk)
            {
                stage = Stage.ChunkEnd;
            }
            else
            {
                Finish();
            }
        }
    }

    private void ReadLine(ref ReadOnlySpan<byte> rest)
    {
        var isWhole = lines.TryRead(ref rest, stage is Stage.ChunkLine or Stage.ChunkEnd ? MaxChunkLineBytes : MaxHeadBytes, out var text);
        if (isWhole == true)
        {
            ReadLine(text);
        }
        else if (isWhole is null || (stage == Stage.Status && !StartsAsHttp(text)))
        {
            // Too long; or not HTTP, and perhaps without any lines: that need not wait for the limit.
            Fail(FailureKinds.Protocol);
        }
    }

    private void ReadLine(ReadOnlySpan<byte> text)
    {
        switch (stage)
        {
            case Stage.Status:
                ReadStatus(text);
                break;
            case Stage.Header when text.IsEmpty:
                EndHead();
                break;
            case Stage.Trailer when text.IsEmpty:
                Finish();
                break;
            case Stage.Header:
            case Stage.Trailer:
                ReadHeader(text);
                break;
            case Stage.ChunkLine:
                ReadChunkLine(text);
                break;
            case Stage.ChunkEnd when text.IsEmpty:
                BeginLines(Stage.ChunkLine);
                break;
            default:
                Fail(FailureKinds.Protocol);
                break;
        }
    }

    private void ReadStatus(ReadOnlySpan<byte> text)
    {
        if (text.Length < 12 || !StartsAsHttp(text) || text[7] is not ((byte)'0' or (byte)'1') || text[8] != ' '
            || !Utf8Parser.TryParse(text.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 100
            || (text.Length > 12 && text[12] != ' '))
        {
            Fail(FailureKinds.Protocol);
            return;
        }

        answer.Status = status;
        (stage, KeepsAlive, length, chunked) = (Stage.Header, text[7] == '1', -1, false);
    }

    private void ReadHeader(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        var name = colon < 0 ? text : text[..colon];
        if (colon <= 0 || name.ContainsAnyExcept(Token) || text.ContainsAny((byte)'\r', (byte)'\0'))
        {
            // This also refuses a header that goes on in the next line.
            Fail(FailureKinds.Protocol);
            return;
        }

        var value = text[(colon + 1)..].Trim(" \t"u8);
        if (stage == Stage.Header)
        {
            Interpret(name, value);
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, wanted[i]))
            {
                answer.Headers[i] ??= Encoding.UTF8.GetString(value);
            }
        }
    }

    private void Interpret(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                KeepsAlive = Lists(value, "keep-alive"u8) || (KeepsAlive && !Lists(value, "close"u8));
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                if (!Utf8Parser.TryParse(value, out long bytes, out var read) || read != value.Length || !char.IsAsciiDigit((char)value[0]) || (length >= 0 && length != bytes))
                {
                    Fail(FailureKinds.Protocol);
                }

                length = bytes;
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                chunked = true;
                if (!Ascii.EqualsIgnoreCase(value, "chunked"u8))
                {
                    // No other was asked for.
                    Fail(FailureKinds.Protocol);
                }

                break;
        }
    }

    private void EndHead()
    {
        if (answer.Status < 200)
        {
            // An interim response: the real one follows. What it switches to we did not ask for.
            answer.Headers.Clear();
            stage = Stage.Status;
            if (answer.Status == 101)
            {
                Fail(FailureKinds.Protocol);
            }
        }
        else if (isHead || answer.Status is 204 or 304 || (!chunked && length == 0))
        {
            Finish();
        }
        else if (chunked)
        {
            BeginLines(Stage.ChunkLine);
        }
        else if (length > Answer.MaxBodyBytes)
        {
            Fail(FailureKinds.TooLong);
        }
        else
        {
            stage = length > 0 ? Stage.Body : Stage.ToEnd;
            KeepsAlive &= length > 0;
        }
    }

    private void ReadChunkLine(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long size, out var digits, 'x') || size < 0
            || (digits < text.Length && text[digits] is not ((byte)';' or (byte)' ' or (byte)'\t')))
        {
            Fail(FailureKinds.Protocol);
        }
        else if (size > Answer.MaxBodyBytes)
        {
            Fail(FailureKinds.TooLong);
        }
        else
        {
            length = size;
            BeginLines(size == 0 ? Stage.Trailer : Stage.Chunk);
        }
    }

    /// <summary>With a limit of their own.</summary>
    private void BeginLines(Stage next)
    {
        stage = next;
        lines.Clear();
    }

    private static bool StartsAsHttp(ReadOnlySpan<byte> text) =>
        text[..Math.Min(7, text.Length)].SequenceEqual("HTTP/1."u8[..Math.Min(7, text.Length)]);

    /// <summary>An element of a list that is joined by commas.</summary>
    private static bool Lists(ReadOnlySpan<byte> value, ReadOnlySpan<byte> element)
    {
        foreach (var range in value.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(value[range].Trim(" \t"u8), element))
            {
                return true;
            }
        }

        return false;
    }

    private void Finish()
    {
        if (stage != Stage.Failed)
        {
            stage = Stage.Done;
        }
    }

    private void Fail(string kind)
    {
        stage = Stage.Failed;
        Failure = kind;
        KeepsAlive = false;
    }
}
