namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <param name="Method">Type and name, such as <c>PriceBook.Renewed</c>.</param>
/// <param name="File">Below the patients' folder.</param>
/// <param name="IsAlternative">As right as the first one, where an illness shows at two places.</param>
internal sealed record Site(string Variant, string Mode, string Method, string File, int Line, bool IsAlternative)
{
    /// <summary>A diagnosis may lead with assembly and namespace, and end with parameters. The compiler's own names are no answer.</summary>
    public bool IsMethod(string? method)
    {
        var name = (method ?? "").Split('(')[0].Split('!')[^1].Replace('+', '.').Trim();
        return name == Method || name.EndsWith("." + Method, StringComparison.Ordinal);
    }

    /// <summary>Sources may be named by their full path, or by where they were on the machine that built them.</summary>
    public bool IsLine(string? file, int? line) =>
        line == Line && file is not null && $"/{file.Replace('\\', '/')}".EndsWith("/" + File, StringComparison.Ordinal);
}
