using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>Controllers with attribute routes.</summary>
internal static class ControllerReader
{
    private const string Suffix = "Controller";

    private static readonly string[] Verbs = ["HttpGet", "HttpPost", "HttpPut", "HttpDelete", "HttpPatch"];

    public static IEnumerable<Route> Read(Code code) =>
        from type in code.All<ClassDeclarationSyntax>()
        where type.BaseList?.Types.Any(t => t.Type.ToString() is "ControllerBase" or "Controller") == true || Find(type.AttributeLists, "ApiController") is not null
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        from verb in Verbs
        let attribute = Find(method.AttributeLists, verb)
        where attribute is not null
        let own = TextOf(code, attribute) ?? TextOf(code, Find(method.AttributeLists, "Route"))
        let prefix = TextOf(code, Find(type.AttributeLists, "Route"))
        where own is not null || prefix is not null
        let path = own is ['/' or '~', ..] ? EndpointReader.Join("", own.TrimStart('~')) : EndpointReader.Join(prefix ?? "", own ?? "")
        select new Route(verb[4..].ToUpperInvariant(), Filled(path, type, method), IsClosed(type.AttributeLists) || IsClosed(method.AttributeLists));

    private static bool IsClosed(IEnumerable<AttributeListSyntax> lists) => Find(lists, "Authorize") is not null;

    private static AttributeSyntax? Find(IEnumerable<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(l => l.Attributes).FirstOrDefault(a => Code.LastName(a.Name) is var found && (found == name || found == name + "Attribute"));

    private static string? TextOf(Code code, AttributeSyntax? attribute) =>
        code.TextOf(attribute?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals is null)?.Expression);

    private static string Filled(string path, ClassDeclarationSyntax type, MethodDeclarationSyntax method)
    {
        var name = type.Identifier.Text;
        return path
            .Replace("[controller]", name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name, StringComparison.OrdinalIgnoreCase)
            .Replace("[action]", method.Identifier.Text, StringComparison.OrdinalIgnoreCase);
    }
}
