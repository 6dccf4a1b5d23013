using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ReefChaos.Faults;

namespace ReefChaos.Wire;

/// <summary>The one JSON dialect of files and wire: camel case, enums and units as their text, unknown members and stray nulls refused.</summary>
public static class ReefJson
{
    /// <summary>For lines on the wire and in histories.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);

    /// <summary>For files that people open.</summary>
    public static JsonSerializerOptions File { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new ScalarConverterFactory(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddFaults } },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The discriminator of a fault is its name in scenario files.</summary>
    private static void AddFaults(JsonTypeInfo info)
    {
        if (info.Type != typeof(Fault))
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "fault",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var type in FaultCatalogue.Types)
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, FaultCatalogue.NameOf(type)));
        }
    }
}
