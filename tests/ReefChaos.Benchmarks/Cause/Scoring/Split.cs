using System.Security.Cryptography;
using System.Text;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>
/// Which half a variant belongs to: by a hash of its name, alternately within its family, so that nobody chooses. The catalogue writes it down,
/// and a test compares.
/// </summary>
internal static class Split
{
    public static IReadOnlyDictionary<string, SplitHalf> Of(IEnumerable<Variant> variants) => variants
        .OrderBy(v => v.Family, StringComparer.Ordinal)
        .ThenBy(v => Hash(v.Name), StringComparer.Ordinal)
        .Select((v, rank) => (v.Name, Half: rank % 2 == 0 ? SplitHalf.Tuned : SplitHalf.Untuned))
        .ToDictionary(v => v.Name, v => v.Half);

    private static string Hash(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
