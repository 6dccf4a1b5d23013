using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReefChaos.Cli.Init.Reading;

/// <summary>Fields that a <c>lock</c> statement takes, and semaphores that are waited for.</summary>
internal static class LockReader
{
    public static IEnumerable<LockField> Read(Code code)
    {
        var registrations = new Registrations(code);
        var locked = code.All<LockStatementSyntax>().Select(l => l.Expression);
        var waited = code.Calls("Wait", "WaitAsync").Select(Code.ReceiverOf).OfType<ExpressionSyntax>();
        foreach (var (expression, isWait) in locked.Select(e => (e, false)).Concat(waited.Select(e => (e, true))))
        {
            if (FieldOf(expression) is not { } field || isWait && !IsSemaphore(field))
            {
                continue;
            }

            var type = field.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
            yield return new LockField(
                $"{FullName(type)}.{Code.LastName(expression)}", field.Modifiers.Any(SyntaxKind.StaticKeyword) || registrations.Has(type.Identifier.Text));
        }
    }

    /// <summary>Null where the type that uses it does not declare it in the same file, or is generic: nobody could name it.</summary>
    private static FieldDeclarationSyntax? FieldOf(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && expression.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { TypeParameterList: null } type
                ? type.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(f => f.Declaration.Variables.Any(v => v.Identifier.Text == Code.LastName(expression)))
                : null;

    private static bool IsSemaphore(FieldDeclarationSyntax field) => Code.LastName(field.Declaration.Type) == "SemaphoreSlim";

    private static string FullName(TypeDeclarationSyntax type) => string.Join('.', type.AncestorsAndSelf()
        .Select(a => a is TypeDeclarationSyntax t ? t.Identifier.Text : (a as BaseNamespaceDeclarationSyntax)?.Name.ToString()).OfType<string>().Reverse());
}
