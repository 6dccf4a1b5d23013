using System.Runtime.InteropServices;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-native</c>: pictures are copied into memory of the system's, which is not given back.</summary>
internal sealed class Resizer : IPatient
{
    private const int Bytes = 150_000;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Resize(n));

    private static string Resize(int n) => n % 2 == 0 ? $"{Copy(n)} bytes" : "small enough";

    private static unsafe int Copy(int n)
    {
        var pixels = Marshal.AllocHGlobal(Bytes); // sick: leak-native leak
        new Span<byte>((void*)pixels, Bytes).Fill((byte)n);
        return Bytes;
    }
}
