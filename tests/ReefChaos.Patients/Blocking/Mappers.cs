namespace ReefChaos.Patients.Blocking;

/// <summary><c>blocking-member-card</c>: what maps a record for the answer cannot await, so it waits for the balance that belongs to it.</summary>
internal sealed class SportsClub : IPatient
{
    private readonly MemberEndpoints members;

    public SportsClub()
    {
        var http = new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(30) };
        members = new MemberEndpoints(new MemberRepository(), new MemberMapper(new BalanceClient(http)));
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", members.GetAsync);
}

internal sealed class MemberEndpoints(MemberRepository repository, MemberMapper mapper)
{
    public async Task<string> GetAsync(int n)
    {
        var member = await repository.FindAsync(n % 400);
        var card = mapper.ToCard(member);
        return $"{card.Name}: {card.Balance}";
    }
}

internal sealed record Member(int Id, string Name);

internal sealed record MemberCard(string Name, int Balance);

internal sealed class MemberRepository
{
    private int reads;

    public async Task<Member> FindAsync(int id)
    {
        Interlocked.Increment(ref reads);
        await Task.Delay(10);
        return new Member(id, $"member {id}");
    }
}

internal sealed class MemberMapper(BalanceClient balances)
{
    public MemberCard ToCard(Member member)
    {
        var balance = Task.Run(() => balances.OfAsync(member.Id)).GetAwaiter().GetResult(); // sick: blocking-member-card sync-over-async
        return new MemberCard(member.Name, balance);
    }
}

internal sealed class BalanceClient(HttpClient http)
{
    public async Task<int> OfAsync(int member)
    {
        using var response = await http.GetAsync(new Uri($"/answer?ms=900&member={member}", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync();
        return text.Length + member;
    }
}
