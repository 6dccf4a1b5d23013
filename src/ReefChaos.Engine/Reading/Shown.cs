namespace ReefChaos.Engine.Reading;

/// <summary>A text of the file inside a message: on one line, not too long, and without what a terminal would act on.</summary>
internal static class Shown
{
    private const int MaxLength = 60;

    public static string Of(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
