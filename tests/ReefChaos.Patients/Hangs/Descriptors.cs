namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-poll</c>: a card terminal that has lost its line; every fourth customer pays by card.</summary>
internal sealed unsafe class CardTerminal : IPatient
{
    private readonly int line;

    public CardTerminal()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        line = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Pay(n));

    private string Pay(int n) => n % 4 == 0 && !Authorized() ? "declined" : "paid";

    private bool Authorized()
    {
        var answer = new Libc.PollFd { Fd = line, Events = 1 };
        while (Libc.Poll(ref answer, 1, -1) < 0) // sick: hang-poll native-hang
        {
        }

        return answer.Returned != 0;
    }
}

/// <summary><c>hang-read</c>: a scale that sends no weight; few requests weigh anything.</summary>
internal sealed class Scale : IPatient
{
    private readonly int port;

    public unsafe Scale()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        port = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ParcelAsync);

    private async Task<string> ParcelAsync(int n)
    {
        await Task.Yield();
        return n % 20 == 0 ? $"{Weigh()} g" : "a letter";
    }

    private unsafe int Weigh()
    {
        var frame = stackalloc byte[16];
        var length = Libc.Read(port, frame, 16); // sick: hang-read native-hang
        return length > 0 ? frame[0] : 0;
    }
}

/// <summary><c>hang-recv</c>: a native client of a cache daemon that accepts the question and forgets it.</summary>
internal sealed unsafe class CacheDaemon : IPatient
{
    private readonly int socket;

    public CacheDaemon()
    {
        const int unix = 1;
        const int stream = 1;
        var ends = stackalloc int[2];
        _ = Libc.SocketPair(unix, stream, 0, ends);
        socket = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Page(n));

    private string Page(int n) => n % 5 == 0 && TryGet(out var cached) ? cached : $"rendered {n}";

    private bool TryGet(out string cached)
    {
        var header = stackalloc byte[4];
        nint length;
        do
        {
            length = Libc.Receive(socket, header, 4, 0); // sick: hang-recv native-hang
        }
        while (length < 0);
        cached = $"{header[0]}";
        return length == 4;
    }
}
