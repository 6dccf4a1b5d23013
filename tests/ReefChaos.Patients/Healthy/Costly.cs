using System.Security.Cryptography;
using System.Threading.Channels;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>starved-crypto</c>: each sign-in hashes a password in native code, which is meant to cost something.</summary>
internal sealed class SignIns : IPatient
{
    private const int Rounds = 20_000;
    private static readonly byte[] Salt = new byte[16];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => SignIn(n));

    private static string SignIn(int n) => $"{Hash($"password {n}")[0]}";

    private static byte[] Hash(string password) => Rfc2898DeriveBytes.Pbkdf2(password, Salt, Rounds, HashAlgorithmName.SHA256, 32);
}

/// <summary><c>starved-workers</c>: requests hand pictures to a worker. It keeps pace with them where it gets the processor that it needs.</summary>
internal sealed class Previews : IPatient
{
    private readonly Channel<int> pictures = Channel.CreateBounded<int>(20);

    public void Map(WebApplication app)
    {
        _ = Task.Run(DrawAsync);
        app.MapGet("/{n:int}", SubmitAsync);
    }

    private async Task<string> SubmitAsync(int n)
    {
        await pictures.Writer.WriteAsync(n);
        return "submitted";
    }

    private async Task DrawAsync()
    {
        await foreach (var _ in pictures.Reader.ReadAllAsync())
        {
            Work.Compute(8);
        }
    }
}
