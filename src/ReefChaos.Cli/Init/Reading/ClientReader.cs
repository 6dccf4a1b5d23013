using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>Clients of IHttpClientFactory: named, and typed ones, which are named by their type.</summary>
internal static class ClientReader
{
    private static readonly string[] Defences = ["AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler", "AddPolicyHandler", "AddTransientHttpErrorPolicy"];

    public static IEnumerable<OutboundClient> Read(Code code)
    {
        foreach (var call in code.Calls("AddHttpClient"))
        {
            var name = code.TextOf(Code.Argument(call, 0)) ?? Code.TypesOf(call).Select(t => Code.LastName(t)).FirstOrDefault();
            if (name is { Length: > 0 })
            {
                IReadOnlyList<InvocationExpressionSyntax> chain = [call, .. Code.Following(call), .. Later(call)];
                yield return new OutboundClient(name, AddressSetting(code, chain), chain.Select(Code.NameOf).FirstOrDefault(Defences.Contains));
            }
        }
    }

    /// <summary>What is called on the variable that the builder is kept in.</summary>
    private static IEnumerable<InvocationExpressionSyntax> Later(InvocationExpressionSyntax call)
    {
        var kept = call.Ancestors().OfType<VariableDeclaratorSyntax>().FirstOrDefault()?.Identifier.Text;
        var scope = call.Ancestors().FirstOrDefault(a => a is BlockSyntax or CompilationUnitSyntax);
        return kept is null || scope is null ? [] : scope.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(c => Code.ReceiverOf(c) is IdentifierNameSyntax name && name.Identifier.Text == kept).SelectMany(c => (IEnumerable<InvocationExpressionSyntax>)[c, .. Code.Following(c)]);
    }

    /// <summary>Null where no setting is read, or several are: which one holds the address would be a guess.</summary>
    private static string? AddressSetting(Code code, IEnumerable<InvocationExpressionSyntax> chain)
    {
        var arguments = chain.Where(c => Code.NameOf(c) is "AddHttpClient" or "ConfigureHttpClient").SelectMany(c => c.ArgumentList.DescendantNodes()).ToList();
        var keys = arguments.OfType<ElementAccessExpressionSyntax>().Where(e => IsConfiguration(e.Expression)).Select(e => code.TextOf(e.ArgumentList.Arguments[0].Expression))
            .Concat(arguments.OfType<InvocationExpressionSyntax>().Where(c => Code.NameOf(c) == "GetValue").Select(c => code.TextOf(Code.Argument(c, 0))))
            .OfType<string>().Distinct().ToList();
        return keys is [var only] ? only.Replace(":", "__", StringComparison.Ordinal) : null;
    }

    private static bool IsConfiguration(SyntaxNode expression) => Code.LastName(expression).Contains("config", StringComparison.OrdinalIgnoreCase)
        || expression is InvocationExpressionSyntax call && Code.TypesOf(call) is [var type] && Code.LastName(type) == "IConfiguration";
}
