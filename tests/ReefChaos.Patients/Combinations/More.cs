namespace ReefChaos.Patients.Combinations;

/// <summary><c>pair-lock-leak</c>: each vote waits for the count, and each voter is remembered for good.</summary>
internal sealed class Polls : IPatient
{
    private readonly object count = new();
    private readonly List<Voter> voters = [];
    private int votes;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Vote(n));

    private string Vote(int n)
    {
        Remember(n);
        return n % 2 == 0 ? $"{Count()} votes" : "abstained";
    }

    private void Remember(int n)
    {
        lock (voters)
        {
            voters.Add(new Voter(n, new byte[1_500])); // sick: pair-lock-leak leak
        }
    }

    private int Count()
    {
        lock (count) // sick: pair-lock-leak lock-contention
        {
            Thread.Sleep(50);
            return ++votes;
        }
    }

    private sealed record Voter(int Number, byte[] Ballot);
}
