using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>Minimal APIs: <c>app.MapGet("/orders", …)</c>, also in groups and in extension methods.</summary>
internal static class EndpointReader
{
    /// <summary>Groups within groups beyond this are no code of this world, but a loop.</summary>
    private const int MaxDepth = 16;

    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["MapGet"] = "GET",
        ["MapPost"] = "POST",
        ["MapPut"] = "PUT",
        ["MapDelete"] = "DELETE",
        ["MapPatch"] = "PATCH",
    };

    public static IEnumerable<Route> Read(Code code) =>
        from call in code.Calls([.. Verbs.Keys])
        let path = code.TextOf(Code.Argument(call, 0))
        where path is not null && Code.ReceiverOf(call) is not null
        from prefix in Prefixes(code, Code.ReceiverOf(call), 0)
        select new Route(Verbs[Code.NameOf(call)], Join(prefix, path), Code.Following(call).Any(c => Code.NameOf(c) == "RequireAuthorization"));

    public static string Join(string prefix, string path) => "/" + string.Join('/', new[] { prefix.Trim('/'), path.Trim('/') }.Where(p => p.Length > 0));

    /// <summary>Several where an extension method is called several times.</summary>
    private static IEnumerable<string> Prefixes(Code code, ExpressionSyntax? builder, int depth) => depth > MaxDepth ? [] : builder switch
    {
        InvocationExpressionSyntax call when Code.NameOf(call) == "MapGroup" => code.TextOf(Code.Argument(call, 0)) is { } group
            ? Prefixes(code, Code.ReceiverOf(call), depth + 1).Select(p => Join(p, group))
            : [],
        InvocationExpressionSyntax call => Prefixes(code, Code.ReceiverOf(call), depth + 1),
        IdentifierNameSyntax name => OfVariable(code, name, depth),
        _ => [""],
    };

    private static IEnumerable<string> OfVariable(Code code, IdentifierNameSyntax name, int depth)
    {
        var variable = name.Ancestors().SelectMany(a => a.ChildNodes()).SelectMany(n => n is GlobalStatementSyntax s ? s.ChildNodes() : [n])
            .OfType<LocalDeclarationStatementSyntax>().SelectMany(d => d.Declaration.Variables).FirstOrDefault(v => v.Identifier.Text == name.Identifier.Text);
        if (variable is not null)
        {
            return variable.Initializer?.Value is InvocationExpressionSyntax made ? Prefixes(code, made, depth + 1) : [""];
        }

        return name.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { ParameterList.Parameters: [var first, ..] } method
            && first.Identifier.Text == name.Identifier.Text
            && code.Calls(method.Identifier.Text).ToList() is { Count: > 0 } callers
                ? callers.SelectMany(c => Prefixes(code, Code.Argument(c, 0) is IdentifierNameSyntax given && Code.ReceiverOf(c) is not IdentifierNameSyntax ? given : Code.ReceiverOf(c), depth + 1))
                : [""];
    }
}
