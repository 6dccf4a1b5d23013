using System.Globalization;
using System.Text;
using ReefChaos.Plans;

namespace ReefChaos.Torture.Fuzzing;

/// <summary>Damages texts and bytes, in ways that follow from a seed alone.</summary>
internal sealed class Mutator(ulong seed)
{
    private const int LongestPiece = 12;

    private static readonly string[] Pieces =
    [
        "\n", "  ", "\t", ":", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a ", "!t ", "|", ">", "? ", "---\n", "%", "\0", "é", "😀", "<<: ", "~", ",", "\\", "\\u0000",
        "99999999999999999999", "-1", "0", "1e999", "NaN", "null", "true", "{{", "}}", "2147483648", "00:00:00", "9999999:00:00", "../", "http://[", "\ud83d",
    ];

    private ulong draws;

    public int Below(int limit) => (int)(Chance.Draw(seed, draws++) * limit);

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>One to three cuts, insertions, copies of a part to elsewhere, or changed numbers.</summary>
    public string Text(string text)
    {
        for (var left = 1 + Below(3); left > 0 && text.Length > 0; left--)
        {
            var at = Below(text.Length);
            var length = Math.Min(1 + Below(LongestPiece), text.Length - at);
            text = Below(6) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, One(Pieces)),
                2 => text.Insert(Below(text.Length), text.Substring(at, length)),
                3 => Number(text, at),
                4 => Repeat(text, at, length),
                _ => text.Remove(at, 1).Insert(at, One(Pieces)),
            };
        }

        return text;
    }

    /// <summary>The same, or bits that flip, or a cut to a part of its length: what a bad disk or a killed writer leaves.</summary>
    public byte[] Bytes(byte[] bytes)
    {
        switch (Below(4))
        {
            case 0:
                return bytes[..Below(bytes.Length + 1)];
            case 1 when bytes.Length > 0:
                var flipped = (byte[])bytes.Clone();
                for (var left = 1 + Below(8); left > 0; left--)
                {
                    flipped[Below(flipped.Length)] ^= (byte)(1 << Below(8));
                }

                return flipped;
            default:
                return Encoding.UTF8.GetBytes(Text(Encoding.UTF8.GetString(bytes)));
        }
    }

    /// <summary>The next number becomes another one.</summary>
    private string Number(string text, int from)
    {
        var start = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return text;
        }

        start += from;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var number = Below(4) switch
        {
            0 => "0",
            1 => long.MaxValue.ToString(CultureInfo.InvariantCulture),
            2 => Below(1_000_000).ToString(CultureInfo.InvariantCulture),
            _ => text[start..end] + text[start..end],
        };
        return text[..start] + number + text[end..];
    }

    /// <summary>A part many times over, which deepens nests and lengthens lists.</summary>
    private string Repeat(string text, int at, int length)
    {
        var times = 1 << Below(11);
        return text.Insert(at, string.Concat(Enumerable.Repeat(text.Substring(at, length), times)));
    }
}
