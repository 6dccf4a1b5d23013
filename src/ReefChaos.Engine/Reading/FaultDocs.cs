using System.Globalization;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>What <c>reef list faults</c> shows, taken from the vocabulary itself.</summary>
public static class FaultDocs
{
    /// <summary>In the order of the catalogue. Summaries are empty where ReefChaos.xml does not lie beside the program.</summary>
    public static IReadOnlyList<FaultDoc> All()
    {
        var summaries = XmlSummaries.OfVocabulary();
        return [.. FaultCatalogue.Types.Select(type => DocOf(type, summaries))];
    }

    private static FaultDoc DocOf(Type type, XmlSummaries summaries)
    {
        var defaults = Activator.CreateInstance(type)!;
        var parameters = RecordShape.Of(type).Fields.Select(field => new FaultParameterDoc(
            field.Name,
            field.Expected,
            field.IsRequired,
            field.IsRequired ? null : TextOf(field.Property.GetValue(defaults)),
            summaries.Of(field.Property)));
        return new FaultDoc(
            FaultCatalogue.NameOf(type), summaries.Of(type), [.. FaultCatalogue.SitesOf(type).Select(Kebab.Of)], [.. parameters]);
    }

    /// <summary>As a file would write it.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        Enum choice => Kebab.Of(choice.ToString()),
        Duration { Value.Ticks: 0 } => "0s",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

public sealed record FaultDoc(string Name, string Summary, IReadOnlyList<string> Sites, IReadOnlyList<FaultParameterDoc> Parameters);

/// <param name="Expected">The form and range in words.</param>
/// <param name="Default">As a file would write it; null where the key is required, or where leaving it out has a meaning of its own.</param>
public sealed record FaultParameterDoc(string Name, string Expected, bool IsRequired, string? Default, string Summary);
