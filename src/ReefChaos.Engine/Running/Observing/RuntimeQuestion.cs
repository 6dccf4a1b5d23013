using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>The few words of the runtime's diagnostics protocol that its client library keeps to itself.</summary>
internal static class RuntimeQuestion
{
    /// <summary>Runtimes answer on a thread of their own; one that is paused never does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int CookieSize = 16;
    private const int HeaderSize = 20;
    private const int MostBytes = 64 << 10;
    private const byte ProcessSet = 4;
    private const byte ProcessInfo2 = 4;
    private const byte AnswerSet = 0xFF;
    private const byte Done = 0;

    /// <summary>The magic word, the runtime's own number, the process id and two bytes for later.</summary>
    private static readonly byte[] Greeting = "ADVR_V1\0"u8.ToArray();

    private static readonly byte[] Magic = "DOTNET_IPC_V1\0"u8.ToArray();

    /// <summary>The first word of each call.</summary>
    /// <returns>The number that this start of the process goes by; null for something that is no runtime.</returns>
    public static Task<Guid?> ReadGreetingAsync(Socket call, TimeProvider time, CancellationToken cancellationToken) => InTimeAsync<Guid?>(
        async token =>
        {
            var bytes = await ReadAsync(call, Greeting.Length + CookieSize + sizeof(long) + sizeof(short), token).ConfigureAwait(false);
            return bytes.AsSpan().StartsWith(Greeting) ? new Guid(bytes.AsSpan(Greeting.Length, CookieSize)) : null;
        },
        time,
        cancellationToken);

    /// <summary>Uses the call up.</summary>
    /// <returns>Null where there is no answer that makes sense.</returns>
    public static Task<RuntimeProgram?> AskProgramAsync(Socket call, TimeProvider time, CancellationToken cancellationToken) => InTimeAsync(
        async token =>
        {
            await call.SendAsync(Order(), token).ConfigureAwait(false);
            var header = await ReadAsync(call, HeaderSize, token).ConfigureAwait(false);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(Magic.Length)) - HeaderSize;
            return header.AsSpan().StartsWith(Magic) && header[16] == AnswerSet && header[17] == Done && size is > 0 and <= MostBytes
                ? Program(await ReadAsync(call, size, token).ConfigureAwait(false))
                : null;
        },
        time,
        cancellationToken);

    private static byte[] Order()
    {
        var order = new byte[HeaderSize];
        Magic.CopyTo(order, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(order.AsSpan(Magic.Length), HeaderSize);
        (order[16], order[17]) = (ProcessSet, ProcessInfo2);
        return order;
    }

    /// <summary>Process id and number; then command line, system, architecture, entry assembly and version, each with its length.</summary>
    private static RuntimeProgram? Program(byte[] answer)
    {
        var texts = new List<string>();
        for (var at = sizeof(long) + CookieSize; at + sizeof(int) <= answer.Length;)
        {
            var bytes = BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(at)) * (long)sizeof(char);
            at += sizeof(int);
            if (bytes < 0 || bytes > answer.Length - at)
            {
                return null;
            }

            texts.Add(Encoding.Unicode.GetString(answer, at, (int)bytes).TrimEnd('\0'));
            at += (int)bytes;
        }

        // What follows the plus sign names a commit.
        return texts.Count < 5 ? null : new RuntimeProgram(texts[4].Split('+', ' ')[0], texts[2], texts[3]);
    }

    private static async Task<byte[]> ReadAsync(Socket call, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        using var stream = new NetworkStream(call, ownsSocket: false);
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private static async Task<T?> InTimeAsync<T>(Func<CancellationToken, Task<T?>> talk, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await talk(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return default;
        }
    }
}
