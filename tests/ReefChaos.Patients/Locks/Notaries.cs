using System.Security.Cryptography;
using System.Text;

namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-signing-card</c>: contracts are signed by one card in one reader, and the card takes one command at a time.</summary>
internal sealed class NotaryOffice : IPatient
{
    private readonly ContractSigner signer = new(new CardSession());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", SignAsync);

    private async Task<string> SignAsync(int n)
    {
        var contract = await DraftAsync(n);
        return Convert.ToHexString(signer.Sign(contract));
    }

    private static async Task<string> DraftAsync(int n)
    {
        await Task.Delay(8);
        return $"contract {n}: the house at number {n % 300} is sold";
    }
}

internal sealed class ContractSigner(CardSession card)
{
    private readonly Lock oneCommand = new();

    public byte[] Sign(string contract)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(contract));
        using (oneCommand.EnterScope()) // sick: lock-signing-card lock-contention
        {
            card.Select("qualified signature");
            return card.Transmit(digest);
        }
    }
}

/// <summary>A card computes for a while.</summary>
internal sealed class CardSession
{
    private string application = "";

    public void Select(string name)
    {
        application = name;
        Thread.Sleep(8);
    }

    public byte[] Transmit(byte[] digest)
    {
        Thread.Sleep(42);
        return SHA256.HashData([.. digest, .. Encoding.UTF8.GetBytes(application)]);
    }
}
