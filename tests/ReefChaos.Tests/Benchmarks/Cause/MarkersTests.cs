using ReefChaos.Benchmarks.Cause.Scoring;

namespace ReefChaos.Tests.Benchmarks.Cause;

public sealed class MarkersTests
{
    private static readonly string[] Source =
    [
        "namespace Somewhere;",
        "",
        "/// <summary>Not a class of its own.</summary>",
        "internal sealed class Desk(int seats) : IPatient",
        "{",
        "    private readonly List<int> taken = new(seats);",
        "",
        "    public void Map(WebApplication app) => app.MapGet(\"/{n:int}\", (int n) => Take(n));",
        "",
        "    private async Task<List<int>> TakeAsync(int n)",
        "    {",
        "        lock (taken) // sick: desk lock-contention",
        "        {",
        "            taken.Add(n);",
        "        }",
        "    }",
        "",
        "    private int Brief(string key) => taken.Count; // sick: brief leak",
        "",
        "    private sealed class Chair",
        "    {",
        "        private readonly byte[] wood;",
        "",
        "        public Chair()",
        "        {",
        "            wood = new byte[10]; // also: brief leak",
        "        }",
        "    }",
        "",
        "    private static unsafe int Rest()",
        "    {",
        "        return 0; // sick: rest native-hang",
        "    }",
        "}",
    ];

    private static readonly IReadOnlyList<Site> Sites = [.. Markers.Of("Desks/Desk.cs", Source)];

    [Fact]
    public void A_mark_gives_variant_mode_line_and_file() =>
        Sites[0].ShouldBe(new Site("desk", "lock-contention", "Desk.TakeAsync", "Desks/Desk.cs", 12, false));

    [Fact]
    public void The_method_is_the_nearest_declaration() =>
        Sites.Select(s => s.Method).ShouldBe(["Desk.TakeAsync", "Desk.Brief", "Chair..ctor", "Desk.Rest"]);

    [Fact]
    public void A_second_place_is_an_alternative() => Sites.Select(s => s.IsAlternative).ShouldBe([false, false, true, false]);

    [Theory]
    [InlineData("Desk.TakeAsync", true)]
    [InlineData("Somewhere.Desk.TakeAsync", true)]
    [InlineData("Assembly!Somewhere.Desk.TakeAsync(int32)", true)]
    [InlineData("Somewhere.Desk+<TakeAsync>d__3.MoveNext", false)]
    [InlineData("Somewhere.OtherDesk.TakeAsync", false)]
    [InlineData("TakeAsync", false)]
    [InlineData(null, false)]
    public void A_method_is_told_by_type_and_name(string? said, bool right) => Sites[0].IsMethod(said).ShouldBe(right);

    [Theory]
    [InlineData("/home/me/tests/Patients/Desks/Desk.cs", 12, true)]
    [InlineData("Desks/Desk.cs", 12, true)]
    [InlineData("Desks/Desk.cs", 13, false)]
    [InlineData("/home/me/Desk.cs", 12, false)]
    [InlineData(null, 12, false)]
    [InlineData("Desks/Desk.cs", null, false)]
    public void A_line_is_told_by_file_and_number(string? file, int? line, bool right) => Sites[0].IsLine(file, line).ShouldBe(right);
}
