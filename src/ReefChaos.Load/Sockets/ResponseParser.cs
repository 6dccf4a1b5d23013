using System.Buffers.Text;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;

namespace ReefChaos.Load.Sockets;

/// <summary>Reads one HTTP/1.1 response at a time, in whatever pieces it comes.</summary>
/// <remarks>Limits: head and trailers together 64 KiB, a chunk's line 4 KiB, a body <see cref="Answer.MaxBodyBytes"/>.</remarks>
internal sealed class ResponseParser
{
    private const int MaxHeadBytes = 64 << 10;
    private const int MaxChunkLineBytes = 4 << 10;

    private readonly LineReader lines = new();
    private readonly ResponseHead head = new();
    private Stage stage;
    private Answer answer = null!;
    private string[] wanted = [];
    private bool isHead;
    private bool keepsBody;
    private long bytesLeft;
    private long bodyBytes;

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
        (stage, Failure, KeepsAlive, bodyBytes) = (Stage.Status, null, false, 0);
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
        var part = stage == Stage.ToEnd ? rest : rest[..(int)Math.Min(rest.Length, bytesLeft)];
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

        if (stage != Stage.ToEnd && (bytesLeft -= part.Length) == 0)
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
        else if (isWhole is null || (stage == Stage.Status && !ResponseHead.IsBegunBy(text)))
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
            case Stage.Header when head.TryReadHeader(text, answer, wanted):
            case Stage.Trailer when ResponseHead.TryReadTrailer(text, answer, wanted):
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
        if (head.TryReadStatus(text, out var status))
        {
            answer.Status = status;
            stage = Stage.Header;
        }
        else
        {
            Fail(FailureKinds.Protocol);
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
        else if (isHead || answer.Status is 204 or 304 || (!head.IsChunked && head.Length == 0))
        {
            Finish();
        }
        else if (head.IsChunked)
        {
            BeginLines(Stage.ChunkLine);
        }
        else if (head.Length > Answer.MaxBodyBytes)
        {
            Fail(FailureKinds.TooLong);
        }
        else
        {
            bytesLeft = head.Length;
            stage = bytesLeft > 0 ? Stage.Body : Stage.ToEnd;
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
            bytesLeft = size;
            BeginLines(size == 0 ? Stage.Trailer : Stage.Chunk);
        }
    }

    /// <summary>With a limit of their own.</summary>
    private void BeginLines(Stage next)
    {
        stage = next;
        lines.Clear();
    }

    private void Finish()
    {
        KeepsAlive = stage != Stage.ToEnd && head.KeepsAlive;
        stage = Stage.Done;
    }

    private void Fail(string kind)
    {
        stage = Stage.Failed;
        Failure = kind;
    }
}
