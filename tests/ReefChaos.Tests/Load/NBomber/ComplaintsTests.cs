using ReefChaos.Load.NBomber;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class ComplaintsTests
{
    [Fact]
    public void Warnings_and_errors_go_on_and_banners_and_tables_do_not()
    {
        using var kept = new StringWriter { NewLine = "\n" };
        using var console = new Complaints(kept);

        console.Write("  _   _\n12:00:00 [INF] NBomber started\n\u001b[33m12:00:01 [WRN]\u001b[0m Stopping te");
        console.Write("st early\r\n│ ok: 0 │\n12:00:02 [ERR] wrong");
        console.WriteLine(" simulation");

        kept.ToString().ShouldBe("12:00:01 [WRN] Stopping test early\n12:00:02 [ERR] wrong simulation\n");
    }
}
