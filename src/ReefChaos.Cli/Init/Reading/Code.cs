using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReefChaos.Engine;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>A service's code as syntax. Nothing is compiled, so what does not build at the moment can be read too.</summary>
internal sealed class Code
{
    private readonly IReadOnlyList<SyntaxNode> files;
    private readonly ILookup<string, InvocationExpressionSyntax> calls;
    private readonly ILookup<string, string> constants;

    /// <param name="files">Each the text of a C# file.</param>
    public Code(IEnumerable<string> files)
    {
        this.files = [.. files.Select(f => CSharpSyntaxTree.ParseText(f).GetRoot())];
        calls = All<InvocationExpressionSyntax>().ToLookup(NameOf);
        constants = All<VariableDeclaratorSyntax>()
            .Where(v => v.Parent?.Parent is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword)
                || v.Parent?.Parent is LocalDeclarationStatementSyntax local && local.IsConst)
            .SelectMany(v => v.Initializer?.Value is LiteralExpressionSyntax { Token.Value: string text } ? NamesOf(v).Select(n => (Name: n, Text: text)) : [])
            .ToLookup(c => c.Name, c => c.Text);
    }

    /// <exception cref="InvalidInputException">A file cannot be read.</exception>
    public static Code Of(ServiceProject service)
    {
        try
        {
            return new Code(service.WithReferences().SelectMany(p => SourcesOf(Path.GetDirectoryName(p)!)).Distinct().Select(File.ReadAllText));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidInputException([new Problem(service.Root, 0, 0, $"its code cannot be read: {e.Message}")]);
        }
    }

    public IEnumerable<T> All<T>() where T : SyntaxNode => files.SelectMany(f => f.DescendantNodes()).OfType<T>();

    /// <summary>All calls of a method of that name, whoever's it is.</summary>
    public IEnumerable<InvocationExpressionSyntax> Calls(params string[] names) => names.SelectMany(n => calls[n]);

    /// <summary>A literal's text, or that of a constant which is found by its name; else null.</summary>
    public string? TextOf(ExpressionSyntax? expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } named => LastName(named.ArgumentList.Arguments[0].Expression),
        IdentifierNameSyntax name => Only(name.Identifier.Text),
        MemberAccessExpressionSyntax { Expression: var owner } member => Only($"{LastName(owner)}.{member.Name.Identifier.Text}") ?? Only(member.Name.Identifier.Text),
        _ => null,
    };

    public static ExpressionSyntax? Argument(InvocationExpressionSyntax call, int index) =>
        call.ArgumentList.Arguments.Count > index ? call.ArgumentList.Arguments[index].Expression : null;

    /// <summary>Of the method: <c>AddHttpClient</c> in <c>services.AddHttpClient&lt;T&gt;()</c>.</summary>
    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    public static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    public static IReadOnlyList<TypeSyntax> TypesOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name: GenericNameSyntax generic } => generic.TypeArgumentList.Arguments,
        GenericNameSyntax generic => generic.TypeArgumentList.Arguments,
        _ => [],
    };

    /// <summary>The calls that follow in a chain: <c>b</c> and <c>c</c> of <c>a().b().c()</c>.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Following(InvocationExpressionSyntax call)
    {
        for (var next = call; next.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } member && member.Expression == next; next = outer)
        {
            yield return outer;
        }
    }

    public static string LastName(SyntaxNode name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => name.ToString(),
    };

    private string? Only(string name) => constants[name].Distinct().ToList() is [var only] ? only : null;

    private static IEnumerable<string> NamesOf(VariableDeclaratorSyntax constant)
    {
        yield return constant.Identifier.Text;
        if (constant.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
        {
            yield return $"{type.Identifier.Text}.{constant.Identifier.Text}";
        }
    }

    /// <summary>A folder below with a project of its own is that project's.</summary>
    private static IEnumerable<string> SourcesOf(string folder) => Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Concat(
        ServiceProject.FoldersBelow(folder).Order(StringComparer.Ordinal).Where(d => !Directory.EnumerateFiles(d, "*.csproj").Any()).SelectMany(SourcesOf));
}
