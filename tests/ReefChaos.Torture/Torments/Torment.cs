using static System.FormattableString;

namespace ReefChaos.Torture.Torments;

/// <summary>One thing that is done to a run.</summary>
/// <param name="At">From that start.</param>
/// <param name="Lasts">Of what goes on for a while.</param>
/// <param name="Jump">Of the clock.</param>
internal sealed record Torment(Deed Deed, Victim Victim, Start Of, TimeSpan At, TimeSpan Lasts, TimeSpan Jump)
{
    public override string ToString() => Invariant((FormattableString)(Deed switch
    {
        Deed.Kill => $"kill the {Name} {Instant}",
        Deed.Freeze or Deed.Starve => $"{Deed.ToString().ToLowerInvariant()} the {Name} {Instant} for {Lasts.TotalSeconds:0.0} s",
        Deed.Sever => $"sever the agent's connection {Instant}",
        Deed.FillDisk => $"fill the disk {Instant}",
        _ => $"set the clock by {Jump.TotalSeconds:+0;-0} s {Instant}",
    }));

    private string Instant => Invariant($"{At.TotalSeconds:0.0} s after the {Of.ToString().ToLowerInvariant()}'s start");

    private string Name => Victim.ToString().ToLowerInvariant();
}
