using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Scenarios;

/// <summary>A value that a scenario file writes as one text with its unit, such as <c>300ms</c>.</summary>
/// <remarks><c>ToString</c> gives a text that <c>TryParse</c> reads back to an equal value.</remarks>
public interface IScalar<TSelf> : IParsable<TSelf> where TSelf : IScalar<TSelf>
{
    /// <summary>How the text looks: for error messages and for the JSON Schema.</summary>
    static abstract ScalarForm Form { get; }
}

/// <param name="Expected">What an error message says was expected, with an example.</param>
/// <param name="Pattern">A regular expression that every accepted text matches.</param>
public sealed record ScalarForm(string Expected, [StringSyntax(StringSyntaxAttribute.Regex)] string Pattern);
