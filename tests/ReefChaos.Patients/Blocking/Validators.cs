namespace ReefChaos.Patients.Blocking;

/// <summary>
/// <c>blocking-validation</c>: the rules of a form are predicates, and one of them has to ask the database whether the name is taken.
/// </summary>
internal sealed class ChessClub : IPatient
{
    private readonly SignUpEndpoint signUp = new(new SignUpValidator(new PlayerRepository(TimeSpan.FromMilliseconds(450))));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => signUp.Handle(n));
}

internal sealed record SignUp(string Name, int Rating);

internal sealed class SignUpEndpoint(SignUpValidator validator)
{
    public string Handle(int n)
    {
        var errors = validator.Validate(new SignUp($"player-{n}", 800 + (n % 1_500)));
        return errors.Count == 0 ? "welcome" : string.Join("; ", errors);
    }
}

internal sealed class SignUpValidator
{
    private readonly PlayerRepository players;
    private readonly List<(Func<SignUp, bool> Holds, string Message)> rules;

    public SignUpValidator(PlayerRepository players)
    {
        this.players = players;
        rules =
        [
            (s => s.Name.Length is > 2 and < 40, "the name is too short or too long"),
            (s => s.Rating is > 100 and < 3_000, "nobody has such a rating"),
            (IsFree, "the name is taken"),
        ];
    }

    public List<string> Validate(SignUp form) => [.. rules.Where(r => !r.Holds(form)).Select(r => r.Message)];

    private bool IsFree(SignUp form)
    {
        return !players.ExistsAsync(form.Name).Result; // sick: blocking-validation sync-over-async
    }
}

/// <summary>Two statements, each of which takes its time.</summary>
internal sealed class PlayerRepository(TimeSpan statement)
{
    public async Task<bool> ExistsAsync(string name)
    {
        return await CountAsync("members", name) + await CountAsync("guests", name) > 0;
    }

    private async Task<int> CountAsync(string table, string name)
    {
        await Task.Delay(statement);
        return table.Length > name.Length ? 1 : 0;
    }
}
