using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Tests.Engine.Running.Observing;

/// <summary>One start of a process whose runtime calls a diagnostic port, and answers one question for each call.</summary>
internal sealed class FakeRuntime(string socket) : IDisposable
{
    private readonly Guid cookie = Guid.NewGuid();
    private readonly List<Socket> calls = [];

    public async Task<NetworkStream> CallAsync(string greeting = "ADVR_V1\0")
    {
        var call = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        calls.Add(call);
        await call.ConnectAsync(new UnixDomainSocketEndPoint(socket), TestContext.Current.CancellationToken);
        var stream = new NetworkStream(call);
        byte[] words = [.. Encoding.ASCII.GetBytes(greeting), .. cookie.ToByteArray(), .. BitConverter.GetBytes(1L), 0, 0];
        await stream.WriteAsync(words, TestContext.Current.CancellationToken);
        return stream;
    }

    /// <summary>Takes the question of 20 bytes, whose last but two are its set and number.</summary>
    public static async Task AnswerAsync(NetworkStream call, byte result, params string[] texts)
    {
        var question = new byte[20];
        await call.ReadExactlyAsync(question, TestContext.Current.CancellationToken);
        question[16..18].ShouldBe([4, 4]);
        byte[] payload = [.. BitConverter.GetBytes(1L), .. new byte[16], .. texts.SelectMany(Text)];
        byte[] answer = [.. Encoding.ASCII.GetBytes("DOTNET_IPC_V1\0"), .. BitConverter.GetBytes((ushort)(20 + payload.Length)), 0xFF, result, 0, 0, .. payload];
        await call.WriteAsync(answer, TestContext.Current.CancellationToken);
    }

    /// <summary>As a process that dies.</summary>
    public void Dispose() => calls.ForEach(c => c.Dispose());

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length + 1), .. Encoding.Unicode.GetBytes(text + "\0")];
}
