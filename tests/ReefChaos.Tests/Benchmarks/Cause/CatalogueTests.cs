using System.Text.RegularExpressions;
using ReefChaos.Benchmarks.Cause.Scoring;
using ReefChaos.Tests.House;

namespace ReefChaos.Tests.Benchmarks.Cause;

/// <summary>The catalogue of variants, the patients' registry and the marks in their sources tell the same story.</summary>
public sealed partial class CatalogueTests
{
    private static readonly IReadOnlyList<Site> Sites = Markers.In(Repository.At("tests", "ReefChaos.Patients"));

    public static TheoryData<string> Names() => [.. Catalogue.Variants.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variant_has_one_mark_for_each_of_its_modes(string name)
    {
        var variant = Catalogue.Variants.Single(v => v.Name == name);
        var own = Sites.Where(s => s.Variant == name).ToList();

        own.Where(s => !s.IsAlternative).Select(s => s.Mode).Order().ShouldBe(variant.Modes.Order());
        own.Where(s => s.IsAlternative).Select(s => s.Mode).ShouldBeSubsetOf(variant.Modes);
        own.ShouldAllBe(s => Qualified().IsMatch(s.Method));
    }

    [Fact]
    public void No_mark_is_of_an_unknown_variant() =>
        Sites.Select(s => s.Variant).ShouldBeSubsetOf(Catalogue.Variants.Select(v => v.Name));

    [Fact]
    public void No_comment_looks_like_a_mark_and_is_none()
    {
        var words = Directory.GetFiles(Repository.At("tests", "ReefChaos.Patients"), "*.cs", SearchOption.AllDirectories)
            .Sum(f => File.ReadAllLines(f).Count(l => l.Contains("// sick", StringComparison.Ordinal) || l.Contains("// also", StringComparison.Ordinal)));

        Sites.Count.ShouldBe(words);
    }

    [Fact]
    public void Each_variant_has_its_patient_and_each_patient_its_variant() =>
        Registered().Matches(File.ReadAllText(Repository.At("tests", "ReefChaos.Patients", "Ward.cs"))).Select(m => m.Groups[1].Value)
            .ShouldBe(Catalogue.Variants.Select(v => v.Name), ignoreOrder: true);

    [Fact]
    public void Each_mode_has_at_least_four_variants_and_there_are_combinations_and_controls()
    {
        Mode.All.ShouldAllBe(m => Catalogue.Variants.Count(v => v.Family == m) >= 4);
        Catalogue.Variants.Count(v => v.Modes.Count == 2).ShouldBeGreaterThanOrEqualTo(3);
        Catalogue.Variants.Count(v => v.IsControl).ShouldBeGreaterThanOrEqualTo(10);
        Catalogue.Variants.SelectMany(v => v.Modes).Distinct().ShouldBeSubsetOf(Mode.All);
    }

    [Fact]
    public void The_untuned_half_has_two_of_each_mode_and_four_controls_at_least()
    {
        var untuned = Catalogue.Variants.Where(v => v.Half == SplitHalf.Untuned).ToList();

        Mode.All.ShouldAllBe(m => untuned.Count(v => v.Family == m) >= 2);
        untuned.Count(v => v.IsControl).ShouldBeGreaterThanOrEqualTo(4);
    }

    [GeneratedRegex(@"^\w+\.\.?\w+$")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"\[""([a-z-]+)""\] =")]
    private static partial Regex Registered();
}
