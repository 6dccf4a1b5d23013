using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Runtime.CompilerServices;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Sockets;

namespace ReefChaos.Load.Tls;

/// <summary>TLS on one connection. Its handshake goes on in the thread pool, as checking a certificate takes long; all after it stays on the driver's thread.</summary>
internal sealed class TlsSession : IDisposable
{
    private readonly Connection connection;
    private readonly Exchanges exchanges;
    private readonly Poller poller;
    private readonly Lock gate;
    private readonly WireStream wire;
    private readonly SslStream secure;
    private readonly Memory<byte> plain;
    private readonly Action goOn;
    private ValueTaskAwaiter<int> reading;
    private bool isDecided;

    /// <param name="plain">Where what was read is put before the exchanges get it; all sessions may have the same, as they have it under the gate.</param>
    public TlsSession(Connection connection, Exchanges exchanges, Poller poller, Lock gate, Memory<byte> plain)
    {
        this.connection = connection;
        this.exchanges = exchanges;
        this.poller = poller;
        this.gate = gate;
        this.plain = plain;
        goOn = GoOn;
        wire = new WireStream(connection, poller, gate);
        secure = new SslStream(wire, leaveInnerStreamOpen: true);
    }

    /// <summary>Tells the exchanges when the connection is secure, or why it cannot be.</summary>
    public void Begin(SslClientAuthenticationOptions options) =>
        ThreadPool.UnsafeQueueUserWorkItem(static s => _ = s.Session.ShakeHandsAsync(s.Options), (Session: this, Options: options), preferLocal: false);

    /// <returns>False when the connection is lost.</returns>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            secure.Write(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The poller saw something to read.</summary>
    public void Readable() => wire.Readable();

    /// <summary>With the socket. A handshake that is under way ends by itself.</summary>
    public void Dispose()
    {
        wire.Close();
        if (isDecided)
        {
            secure.Dispose();
        }
    }

    private async Task ShakeHandsAsync(SslClientAuthenticationOptions options)
    {
        string? failure = null;
        try
        {
            // A read that nothing comes for ends with the connection, which its request's timeout closes.
            await secure.AuthenticateAsClientAsync(options).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = Outcome.OfException(e);
        }

        lock (gate)
        {
            if (wire.IsClosed)
            {
                secure.Dispose();
                return;
            }

            isDecided = true;
            if (failure is not null)
            {
                exchanges.Lose(connection, failure);
            }
            else
            {
                wire.GoOnInline();
                exchanges.Secured(connection);
                Read();
            }

            poller.Wake();
        }
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Consumed once, where it has ended; an await would hide what the driver must not lose: an exception of the exchanges.")]
    private void Read()
    {
        while (!wire.IsClosed)
        {
            reading = secure.ReadAsync(plain).GetAwaiter();
            if (!reading.IsCompleted)
            {
                reading.UnsafeOnCompleted(goOn);
                return;
            }

            Take();
        }
    }

    private void GoOn()
    {
        Take();
        Read();
    }

    private void Take()
    {
        int read;
        try
        {
            read = reading.GetResult();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            read = -1;
        }

        if (!wire.IsClosed)
        {
            exchanges.Read(connection, plain.Span[..Math.Max(0, read)], isLost: read < 0);
        }
    }
}
