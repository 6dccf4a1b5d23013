namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Turns the names that the compiler makes back into those that were written: <c>Shop+&lt;BuyAsync&gt;d__3</c> is <c>Shop.BuyAsync</c>.</summary>
internal static class CodeNames
{
    /// <param name="type">As the runtime names it, with <c>+</c> before nested types.</param>
    /// <param name="method">Of the type; <c>MoveNext</c> of a state machine is the method that it was made of.</param>
    public static string Method(string type, string method)
    {
        var parts = new List<string>();
        string? written = null;
        foreach (var part in Parts(type, '+'))
        {
            if (Inside(part) is not { } inside)
            {
                parts.Add(WithoutArguments(part));
            }
            else if (inside.Length > 0)
            {
                // <BuyAsync>d__3: the method is inside of the brackets. <>c and <>c__DisplayClass have none there.
                written = inside;
            }
        }

        parts.Add(Member(written is not null && method is "MoveNext" or "" ? written ?? "" : method));
        return string.Join('.', parts.Where(p => p.Length > 0));
    }

    /// <summary>A type without its arguments: <c>Dictionary</c> of <c>Dictionary&lt;K, V&gt;</c>.</summary>
    public static string Type(string type) =>
        string.Join('.', Parts(type, '+').Where(p => Inside(p) is null).Select(WithoutArguments));

    /// <summary>A lambda or a local function is told by the method around it.</summary>
    private static string Member(string name)
    {
        if (Inside(name) is not { Length: > 0 } outer)
        {
            return WithoutArguments(name);
        }

        var rest = name[(outer.Length + 2)..];
        var local = rest.StartsWith("g__", StringComparison.Ordinal) ? rest[3..].Split('|')[0] : "";
        return local.Length > 0 ? $"{Member(outer)}.{local}" : Member(outer);
    }

    /// <summary>What is between the first bracket and its partner, where the name begins with it.</summary>
    private static string? Inside(string name)
    {
        if (!name.StartsWith('<'))
        {
            return null;
        }

        for (int i = 0, depth = 0; i < name.Length; i++)
        {
            depth += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                return name[1..i];
            }
        }

        return null;
    }

    private static string WithoutArguments(string name) => name.IndexOfAny(['<', '[', '`']) is > 0 and var at ? name[..at] : name;

    private static IEnumerable<string> Parts(string name, char separator)
    {
        var begin = 0;
        for (int i = 0, depth = 0; i < name.Length; i++)
        {
            depth += name[i] switch { '<' or '[' => 1, '>' or ']' => -1, _ => 0 };
            if (name[i] == separator && depth == 0)
            {
                yield return name[begin..i];
                begin = i + 1;
            }
        }

        yield return name[begin..];
    }
}
