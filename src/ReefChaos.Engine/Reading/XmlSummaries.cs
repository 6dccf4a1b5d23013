using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ReefChaos.Engine.Reading;

/// <summary>The vocabulary's doc summaries as plain text, from the XML file that the compiler leaves beside the assembly.</summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<string, string> summaries;

    private XmlSummaries(Dictionary<string, string> summaries) => this.summaries = summaries;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    /// <summary>Without the file, or with one that is no XML, every summary is empty.</summary>
    public static XmlSummaries OfVocabulary()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "ReefChaos.xml");
        try
        {
            return new(XDocument.Load(path).Descendants("member")
                .Where(m => m.Element("summary") is not null)
                .ToDictionary(m => m.Attribute("name")!.Value, m => TextOf(m.Element("summary")!)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return new([]);
        }
    }

    public string Of(Type type) => summaries.GetValueOrDefault($"T:{type.FullName}", "");

    public string Of(PropertyInfo property) => summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "");

    private static string TextOf(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(TextOf)), " ").Trim();

    /// <summary>A reference is shown by the last part of what it names.</summary>
    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.', ':')[^1] ?? see.Attribute("langword")?.Value ?? "",
        XElement element => TextOf(element),
        _ => "",
    };
}
