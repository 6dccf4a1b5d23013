using System.Text;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Turns byte offsets into lines and columns, both from 1; columns count characters.</summary>
internal sealed class LineMap
{
    private readonly byte[] text;
    private readonly List<int> starts = [0];

    public LineMap(byte[] text)
    {
        this.text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }
    }

    public (int Line, int Column) At(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(text, starts[line], Math.Min(offset, text.Length) - starts[line]) + 1);
    }

    /// <param name="line">From 0, as <c>JsonException</c> counts.</param>
    public int OffsetOf(int line, int byteInLine) => Math.Min(starts[Math.Min(line, starts.Count - 1)] + byteInLine, text.Length);
}
