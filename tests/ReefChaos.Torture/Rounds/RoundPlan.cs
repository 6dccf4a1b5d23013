using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReefChaos.Torture.Torments;

namespace ReefChaos.Torture.Rounds;

/// <summary>A run and what is done to it; all of it follows from seed and number.</summary>
/// <param name="Target">process or container.</param>
/// <param name="Defended">With the service's defences on.</param>
internal sealed record RoundPlan(int Number, string Target, Failure Failure, bool Defended, Torment Torment)
{
    /// <summary>Seconds from a target's start to the end of its run, when nothing is done to it.</summary>
    private const double Length = 12;

    /// <summary>What fits together; only containers have a warden in these runs.</summary>
    private static readonly (Deed Deed, Victim Victim)[] Pairs =
    [
        .. from deed in (Deed[])[Deed.Kill, Deed.Freeze, Deed.Starve] from victim in Enum.GetValues<Victim>() select (deed, victim),
        (Deed.Sever, Victim.Runner),
        (Deed.FillDisk, Victim.Runner),
        (Deed.JumpClock, Victim.Runner),
    ];

    /// <summary>The instant counts from the runner's start, so the target's build is part of the round.</summary>
    public bool MeetsBuild => Torment.Of == Start.Runner;

    public static RoundPlan Draw(StormOptions options, int number)
    {
        var chance = new Random(HashOf(options.Seed, number));
        var target = options.Target == "both" ? number % 3 == 0 ? "container" : "process" : options.Target;
        var pairs = Pairs
            .Where(p => options.Only.Count == 0 || options.Only.Contains(p.Deed))
            .Where(p => options.Victims.Count == 0 || options.Victims.Contains(p.Victim))
            .Where(p => target == "container" || p.Victim != Victim.Warden)
            .Where(p => target == "process" || p.Deed != Deed.JumpClock)
            .ToList();
        var (deed, victim) = pairs[chance.Next(pairs.Count)];
        var torment = new Torment(
            deed,
            victim,
            chance.Next(4) == 0 ? Start.Runner : Start.Target,
            TimeSpan.FromSeconds(chance.NextDouble() * Length),
            TimeSpan.FromSeconds(0.2 + (chance.NextDouble() * 7.8)),
            TimeSpan.FromHours(chance.Next(2) == 0 ? -1 : 1) * chance.Next(1, 48));
        var plan = new RoundPlan(number, target, Failure.All[chance.Next(Failure.All.Count)], chance.Next(2) == 0, torment);
        return options.Aimed ? plan.Aimed() : plan;
    }

    /// <summary>The same deed at an instant when a fault acts on a service without defences; a runner freezes for longer than the fault may go on.</summary>
    private RoundPlan Aimed() => this with
    {
        Defended = false,
        Torment = Torment with
        {
            Of = Start.Fault,
            At = TimeSpan.FromSeconds(1) + (Torment.At / 3),
            Lasts = Torment is { Deed: Deed.Freeze, Victim: Victim.Runner } ? FaultEnd.Within + (Torment.Lasts / 3) : Torment.Lasts,
        },
    };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number}: {Target}, {Failure.Name}, {(Defended ? "defended" : "undefended")}: {Torment}");

    /// <summary>Stable over processes, unlike <see cref="HashCode"/>, and well mixed: neighbouring seeds of <see cref="Random"/> begin alike.</summary>
    private static int HashOf(int seed, int number) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{number}"))));
}
