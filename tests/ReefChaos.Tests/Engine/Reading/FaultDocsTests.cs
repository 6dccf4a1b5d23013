using ReefChaos.Engine.Reading;
using ReefChaos.Faults;

namespace ReefChaos.Tests.Engine.Reading;

public sealed class FaultDocsTests
{
    [Fact]
    public void Every_fault_has_a_summary_and_a_site() => FaultDocs.All().ShouldAllBe(f => f.Summary.Length > 0 && f.Sites.Count > 0);

    [Fact]
    public void Faults_come_in_the_order_of_the_catalogue() =>
        FaultDocs.All().Select(f => f.Name).ShouldBe(FaultCatalogue.Types.Select(FaultCatalogue.NameOf));

    [Fact]
    public void A_fault_shows_what_a_file_can_say_of_it()
    {
        var fault = FaultDocs.All().Single(f => f.Name == "latency");

        fault.Summary.ShouldBe("Delays the call, by a fixed time or one drawn from a distribution.");
        fault.Sites.ShouldBe(["inbound", "http-client", "fault-point", "dependency"]);
        fault.Parameters.Select(p => $"{p.Name} {(p.IsRequired ? "required" : p.Default ?? "none")}")
            .ShouldBe(["at required", "rate 100%", "after 0s", "for none", "delay required", "jitter 0s", "distribution fixed"]);
        fault.Parameters[^1].Expected.ShouldBe("one of fixed, uniform, normal, exponential");
        fault.Parameters[4].Summary.ShouldBe("The fixed delay, or the distribution's mean.");
    }

    [Fact]
    public void A_flag_shows_its_default() =>
        FaultDocs.All().Single(f => f.Name == "missing-timeout").Parameters[^1].Default.ShouldBe("true");
}
