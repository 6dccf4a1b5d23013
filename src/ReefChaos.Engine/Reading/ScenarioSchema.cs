using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Reading;

/// <summary>The JSON Schema (draft-07) of scenario files, for editors. The reader is stricter: it also knows ranges of units.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Ends with a line break.</summary>
    public static string Generate()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "ReefChaos scenario",
        };
        new SchemaWriter(XmlSummaries.OfVocabulary()).Fill(schema, RecordShape.Of(typeof(Scenario)));
        return schema.ToJsonString(Indented) + "\n";
    }
}
