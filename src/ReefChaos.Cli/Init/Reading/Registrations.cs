using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>What dependency injection makes once.</summary>
internal sealed class Registrations
{
    private static readonly string[] Methods = ["AddSingleton", "TryAddSingleton", "AddHostedService"];

    private readonly HashSet<string> types;
    private readonly HashSet<string> mentioned;

    public Registrations(Code code)
    {
        var calls = code.Calls(Methods).ToList();
        types = [.. calls.SelectMany(Code.TypesOf).Select(t => Code.LastName(t)),
            .. calls.SelectMany(c => c.ArgumentList.DescendantNodes()).OfType<ObjectCreationExpressionSyntax>().Select(o => Code.LastName(o.Type))];
        mentioned = [.. calls.SelectMany(c => c.ArgumentList.DescendantNodes()).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text)];
    }

    public bool Has(string type) => types.Contains(type);

    /// <summary>Made within a registration, or kept in a variable or made by a method that one names.</summary>
    public bool Makes(SyntaxNode creation) =>
        creation.Ancestors().OfType<InvocationExpressionSyntax>().Any(c => Methods.Contains(Code.NameOf(c)))
        || creation.Ancestors().OfType<VariableDeclaratorSyntax>().Any(v => mentioned.Contains(v.Identifier.Text))
        || creation.Ancestors().OfType<MethodDeclarationSyntax>().Any(m => mentioned.Contains(m.Identifier.Text));
}
