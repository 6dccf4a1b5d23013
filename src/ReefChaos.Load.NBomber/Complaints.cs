using System.Text;
using System.Text.RegularExpressions;

namespace ReefChaos.Load.NBomber;

/// <summary>Takes the place of the console: of all that NBomber prints there, warnings and errors go on, without colours; banners and tables do not.</summary>
internal sealed partial class Complaints(TextWriter to) : TextWriter
{
    private readonly Lock gate = new();
    private readonly StringBuilder line = new();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\s*\d+:\d+:\d+ \[(WRN|ERR|FTL)\]")]
    private static partial Regex Complaint();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (gate)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }

            var text = Colour().Replace(line.ToString(), "").TrimEnd();
            line.Clear();
            if (Complaint().IsMatch(text))
            {
                to.WriteLine(text);
            }
        }
    }
}
