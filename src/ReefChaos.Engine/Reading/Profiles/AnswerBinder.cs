using System.Text.Json;
using System.Text.RegularExpressions;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads what an answer must hold, and what of it is carried over to later steps.</summary>
internal sealed partial class AnswerBinder(ProfileProblems problems)
{
    [GeneratedRegex("^(/([^~]|~[01])*)+$", RegexOptions.Singleline)]
    private static partial Regex Pointer();

    public IReadOnlyList<BodyCheck> Checks(JsonPart part, TemplateNames names)
    {
        var checks = new List<BodyCheck>();
        foreach (var (name, offset, value) in Members(part, "check", "{ \"contains\": \"approved\" } or { \"/order/state\": \"paid\" }"))
        {
            if (name != "contains" && !IsPointer(name))
            {
                problems.Add(offset, $"check: '{Shown.Of(name)}' is neither contains nor a JSON Pointer such as /order/state{NearestName.Hint(name, ["contains"])}");
            }
            else if (name == "contains" ? value is not { Kind: JsonTokenType.String, Text.Length: > 0 } : !IsScalar(value))
            {
                problems.Add(value.Offset, $"check: {name}: expected a text{(name == "contains" ? "" : ", a number, true or false")}, found {Found(value)}");
            }
            else if (names.IsPlain(value, $"check: {name}", value.Text))
            {
                checks.Add(new BodyCheck(name == "contains" ? null : name, value.Text));
            }
        }

        return checks;
    }

    /// <param name="isGrpc">Its answers are not JSON: only headers can be taken from them.</param>
    public IReadOnlyList<Extraction> Extractions(JsonPart part, bool isGrpc)
    {
        var extractions = new List<Extraction>();
        foreach (var (name, offset, value) in Members(part, "extract", "{ \"orderId\": \"json:/order/id\" } or { \"at\": \"header:Location\" }"))
        {
            if (!TemplateNames.IsName(name))
            {
                problems.Add(offset, $"extract: expected a name of letters, digits, '_' and '-', found '{Shown.Of(name)}'");
            }
            else if (problems.Text(value, $"extract: {name}: expected a text such as \"json:/order/id\"") is { } text)
            {
                extractions.AddRange(Extraction(name, text, value, isGrpc) is { } extraction ? [extraction] : []);
            }
        }

        return extractions;
    }

    private Extraction? Extraction(string name, string text, JsonPart value, bool isGrpc)
    {
        var (source, place) = text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : ("", "");
        if (source == "json" && IsPointer(place) && !isGrpc)
        {
            return new Extraction(name, ExtractionSource.Json, place);
        }

        if (source == "header" && place.Length > 0 && place.All(HeaderBinder.IsToken))
        {
            return new Extraction(name, ExtractionSource.Header, place);
        }

        problems.Add(value.Offset, isGrpc && source == "json"
            ? $"extract: {name}: the answer to a gRPC call is no JSON; only header: works there"
            : $"extract: {name}: expected \"json:\" with a JSON Pointer, as in json:/order/id, or \"header:\" with a name, as in header:Location, found '{Shown.Of(text)}'");
        return null;
    }

    private List<JsonMember> Members(JsonPart part, string what, string example)
    {
        if (!problems.Is(part, JsonTokenType.StartObject, $"{what}: expected an object such as {example}"))
        {
            return [];
        }

        if (part.Members.Count == 0)
        {
            problems.Add(part.Offset, $"{what}: expected at least one, such as {example}; or leave it out");
        }

        var once = part.Members.DistinctBy(m => m.Name).ToList();
        foreach (var again in part.Members.Except(once))
        {
            problems.Add(again.Offset, $"{what}: '{Shown.Of(again.Name)}' stands here a second time");
        }

        return once;
    }

    private static bool IsPointer(string text) => Pointer().IsMatch(text);

    private static bool IsScalar(JsonPart part) => part.Kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;

    private static string Found(JsonPart part) => part is { Kind: JsonTokenType.String, Text: "" } ? "an empty one" : ProfileProblems.Shown(part);
}
