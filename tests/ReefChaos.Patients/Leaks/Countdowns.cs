namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-countdowns</c>: each lot that is opened counts down by a timer of its own, which nobody stops when the hammer has fallen.
/// </summary>
internal sealed class AuctionHouse : IPatient
{
    private readonly LotService lots = new(new BidBoard());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => lots.Open(n));
}

internal sealed class LotService(BidBoard board)
{
    public string Open(int lot)
    {
        var countdown = new LotCountdown(lot, board); // also: leak-countdowns leak
        countdown.Start();
        return countdown.Describe();
    }
}

internal sealed class BidBoard
{
    private int updates;

    public void Show(int lot, int secondsLeft) => Interlocked.Add(ref updates, secondsLeft > lot ? 1 : 2);
}

internal sealed class LotCountdown(int lot, BidBoard board)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly decimal[] bids = new decimal[80];
    private Timer? timer;
    private int secondsLeft = 60;

    public void Start()
    {
        timer = new Timer(_ => Tick(), null, Step, Step); // sick: leak-countdowns leak
    }

    public string Describe() => timer is null ? $"lot {lot} is closed" : $"lot {lot} is open for {secondsLeft} s, {bids[0]} offered";

    private void Tick()
    {
        secondsLeft = Math.Max(0, secondsLeft - (int)Step.TotalSeconds);
        board.Show(lot, secondsLeft);
    }
}
