using System.Globalization;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using Spectre.Console;

namespace ReefChaos.Cli.Live;

/// <summary>The runs so far, and below them the arm that is under way, redrawn four times a second.</summary>
internal sealed class TerminalView : LiveView
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly List<RunResult> judged = [];
    private readonly CancellationTokenSource closed = new();
    private readonly Task drawing;
    private ArmProgress? arm;
    private string working = "";

    public TerminalView(IAnsiConsole console, TimeProvider time) : base(console) =>
        drawing = console.Live(new Text("")).AutoClear(true).StartAsync(context => DrawAsync(context, time));

    public override void Working(string what) => Change(() => working = what);

    public override void ArmStarting(Scenario scenario, Plan plan, Arm arm) =>
        Change(() => (this.arm, working) = (new ArmProgress(scenario.Name, plan, arm), "starting the target"));

    public override void Recorded(Arm arm, Entry entry) => Change(() => this.arm?.Apply(entry));

    public override void ArmFinished(Arm arm) => Change(() => (this.arm, working) = (null, ""));

    public override void Judged(RunResult result) => Change(() => judged.Add(result));

    public override async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        await drawing;
        closed.Dispose();
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
        }
    }

    private async Task DrawAsync(LiveDisplayContext context, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Redraw, time);
        try
        {
            while (await timer.WaitForNextTickAsync(closed.Token))
            {
                context.UpdateTarget(Draw());
            }
        }
        catch (OperationCanceledException)
        {
            // The view was closed; the live display clears itself.
        }
    }

    private Rows Draw()
    {
        lock (gate)
        {
            return new Rows([.. judged.Select(VerdictTable.Headline), arm is { Phase: not null } running ? Panel(running) : new Text(working)]);
        }
    }

    private static Panel Panel(ArmProgress arm)
    {
        var grid = new Grid().AddColumn().AddColumn();
        grid.AddRow("phase", string.Create(CultureInfo.InvariantCulture, $"[bold]{Kebab.Of(arm.Phase!.Value)}[/]  {arm.At:0} of {arm.PlannedSeconds:0} s"));
        grid.AddRow("load", Markup.Escape(arm.Load));
        grid.AddRow("faults", Markup.Escape(arm.Armed));
        if (arm.Trouble is { } trouble)
        {
            grid.AddRow("trouble", $"[yellow]{Markup.Escape(trouble)}[/]");
        }

        return new Panel(grid).Header($"{Markup.Escape(arm.Scenario)}: {Kebab.Of(arm.Arm)} arm").Expand();
    }
}
