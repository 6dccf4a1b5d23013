using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads the headers of a request.</summary>
internal sealed class HeaderBinder(ProfileProblems problems)
{
    /// <summary>They follow from the body and the connection; written by hand they would cut a request short, or in two.</summary>
    private static readonly string[] Own = ["Content-Length", "Transfer-Encoding", "Connection"];
    private static readonly string[] OwnOfGrpc = [.. Own, "Content-Type", "TE"];

    public Dictionary<string, string> Bind(JsonPart part, TemplateNames names, bool isGrpc)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!problems.Is(part, JsonTokenType.StartObject, "headers: expected an object of names and texts"))
        {
            return headers;
        }

        foreach (var (name, offset, value) in part.Members)
        {
            if (name.Length == 0 || !name.All(IsToken))
            {
                problems.Add(offset, $"headers: '{name}' is not the name of a header");
            }
            else if ((isGrpc ? OwnOfGrpc : Own).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(offset, $"headers: '{name}' is set by the load worker itself; leave it out");
            }
            else if (problems.Text(value, $"headers: {name}: expected a text") is { } text
                && names.Check(value, $"headers: {name}", text, TextPlace.Header) is { } literal
                && literal.Any(c => c is < ' ' or > '~'))
            {
                problems.Add(value.Offset, $"headers: {name}: expected printable ASCII");
            }
            else if (!headers.TryAdd(name, value.Text))
            {
                problems.Add(offset, $"headers: '{name}' stands here a second time");
            }
        }

        return headers;
    }

    public static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c);
}
