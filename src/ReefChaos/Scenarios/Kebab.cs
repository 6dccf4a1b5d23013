using System.Text.Json;

namespace ReefChaos.Scenarios;

/// <summary>The one spelling of names in files and on the wire: <c>LargeObject</c> is written <c>large-object</c>.</summary>
public static class Kebab
{
    public static string Of(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    public static string Of<T>(T value) where T : struct, Enum => Of(value.ToString());

    /// <summary>Null where no member has that spelling.</summary>
    public static T? Parse<T>(string? text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == text)
            {
                return value;
            }
        }

        return null;
    }
}
