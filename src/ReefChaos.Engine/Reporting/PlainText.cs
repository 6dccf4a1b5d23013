using System.Text;
using System.Xml;

namespace ReefChaos.Engine.Reporting;

internal static class PlainText
{
    /// <summary>Drops what XML 1.0 cannot hold, not even escaped, and half surrogates: targets print colours and worse.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string Line(string text) => new([.. Clean(text).Select(c => char.IsControl(c) ? ' ' : c)]);
}
