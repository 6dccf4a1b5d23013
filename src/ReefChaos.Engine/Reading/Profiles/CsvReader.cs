using System.Text;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads CSV as RFC 4180 has it, and lines that end without a carriage return. What it does not allow is a problem at its place.</summary>
/// <remarks>Not one of the CSV libraries: those forgive, or do not tell the column.</remarks>
internal sealed class CsvReader(ProfileFile file)
{
    private readonly byte[] text = file.Text;
    private int at;

    /// <summary>Ends after the first problem: where the next record begins is then a guess.</summary>
    public IEnumerable<IReadOnlyList<CsvField>> Records()
    {
        while (at < text.Length)
        {
            var fields = new List<CsvField>();
            do
            {
                if (Field() is not { } field)
                {
                    yield break;
                }

                fields.Add(field);
            }
            while (Skip(','));

            if (at < text.Length && !Skip('\n') && !(Skip('\r') && Skip('\n')))
            {
                yield break;
            }

            yield return fields;
        }
    }

    private CsvField? Field()
    {
        var start = at;
        if (Skip('"'))
        {
            return Quoted(start);
        }

        while (at < text.Length && text[at] is not ((byte)',' or (byte)'\n' or (byte)'\r'))
        {
            if (text[at] == '"')
            {
                return Refuse(at, "a value with a quote in it must stand in quotes, and that quote be doubled");
            }

            at++;
        }

        return IsBareReturn() ? Refuse(at, "a carriage return without a line feed") : new CsvField(Encoding.UTF8.GetString(text, start, at - start), start);
    }

    private CsvField? Quoted(int start)
    {
        var value = new StringBuilder();
        for (var from = at; ; from = at)
        {
            var quote = Array.IndexOf(text, (byte)'"', from);
            if (quote < 0)
            {
                return Refuse(start, "this quote is never closed");
            }

            value.Append(Encoding.UTF8.GetString(text, from, quote - from));
            at = quote + 1;
            if (!Skip('"'))
            {
                break;
            }

            value.Append('"');
        }

        return at < text.Length && (IsBareReturn() || text[at] is not ((byte)',' or (byte)'\n' or (byte)'\r'))
            ? Refuse(at, "after the closing quote, expected a comma or the end of the line; a quote within a value is doubled")
            : new CsvField(value.ToString(), start);
    }

    private bool IsBareReturn() => at < text.Length && text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n');

    private bool Skip(char expected)
    {
        var there = at < text.Length && text[at] == expected;
        at += there ? 1 : 0;
        return there;
    }

    private CsvField? Refuse(int offset, string why)
    {
        file.Problems.Add(offset, $"not CSV: {why}");
        return null;
    }
}

/// <param name="Offset">Of its first byte, or of its quote.</param>
internal readonly record struct CsvField(string Text, int Offset);
