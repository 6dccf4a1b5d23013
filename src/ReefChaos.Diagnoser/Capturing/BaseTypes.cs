using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What a type derives from.</summary>
internal static class BaseTypes
{
    /// <summary>The type itself first.</summary>
    public static IEnumerable<ClrType> Of(ClrType type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
