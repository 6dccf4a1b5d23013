using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ReefChaos.Patients.Hangs;

/// <summary><c>hang-typesetter</c>: chapters are piped into a program that sets them, and the program has stopped to read.</summary>
internal sealed class BookPublisher : IPatient
{
    private readonly ProofService proofs = new(new Typesetter(TypesetterPipe.Open()));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => n % 4 == 0 ? proofs.Submit(n) : $"chapter {n % 40} is with the editor");
}

internal sealed class ProofService(Typesetter typesetter)
{
    private const int Lines = 150;

    public string Submit(int chapter)
    {
        var text = new StringBuilder();
        for (var line = 0; line < Lines; line++)
        {
            text.Append("line ").Append(line).Append(" of chapter ").Append(chapter).Append(", as the author wrote it\n");
        }

        typesetter.Send(text.ToString());
        return "the proof will come";
    }
}

internal sealed class Typesetter(FileStream input)
{
    public void Send(string chapter)
    {
        var bytes = Encoding.UTF8.GetBytes(chapter);
        input.Write(bytes); // sick: hang-typesetter native-hang
    }
}

/// <summary>In the place of the program's standard input: a pipe that nobody reads.</summary>
internal static unsafe class TypesetterPipe
{
    public static FileStream Open()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        return new FileStream(new SafeFileHandle(ends[1], ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }
}
