using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using Spectre.Console;

namespace ReefChaos.Cli.Live;

/// <summary>Shows a run as it goes: a live table in a terminal, plain lines elsewhere.</summary>
internal abstract class LiveView(IAnsiConsole console) : IRunView, IAsyncDisposable
{
    public IAnsiConsole Console { get; } = console;

    public static IAnsiConsole NewConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (System.Console.IsOutputRedirected)
        {
            // A file or a CI log has no width; the tables are meant to be read whole.
            console.Profile.Width = 160;
        }

        return console;
    }

    public static LiveView ForThisConsole()
    {
        var console = NewConsole();
        return console.Profile.Capabilities.Ansi && !System.Console.IsOutputRedirected ? new TerminalView(console, TimeProvider.System) : new PlainView(console);
    }

    public abstract void Working(string what);

    public abstract void ArmStarting(Scenario scenario, Plan plan, Arm arm);

    public abstract void Recorded(Arm arm, Entry entry);

    public abstract void ArmFinished(Arm arm);

    public abstract void Judged(RunResult result);

    public abstract ValueTask DisposeAsync();
}
