namespace ReefChaos.Shop;

/// <summary>Reads <c>Shop:Defenses</c>: <c>all</c>, <c>none</c>, or a list such as <c>prices,audit</c>.</summary>
internal static class DefenseSwitch
{
    public const string Key = "Shop:Defenses";

    private static readonly (string Name, Defenses Defense)[] Parts =
    [
        ("prices", Defenses.Prices),
        ("risk", Defenses.Risk),
        ("payments", Defenses.Payments),
        ("audit", Defenses.Audit),
        ("sessions", Defenses.Sessions),
        ("stock", Defenses.Stock),
    ];

    /// <param name="text">Left out, all defences are on.</param>
    /// <exception cref="SettingsException">A name is unknown. A typing error must not switch a defence off unseen.</exception>
    public static Defenses Parse(string? text) => text?.Trim() switch
    {
        null => Defenses.All,
        var word when Is(word, "all") => Defenses.All,
        var word when Is(word, "none") => Defenses.None,
        var list => list.Split(',', StringSplitOptions.TrimEntries).Aggregate(Defenses.None, (sum, name) => sum | One(name)),
    };

    public static IEnumerable<string> NamesOf(Defenses defenses) =>
        Parts.Where(part => defenses.HasFlag(part.Defense)).Select(part => part.Name);

    private static Defenses One(string name)
    {
        foreach (var part in Parts)
        {
            if (Is(name, part.Name))
            {
                return part.Defense;
            }
        }

        var known = string.Join(", ", Parts.Select(part => part.Name));
        throw new SettingsException($"{Key}: '{name}' is no defence; give all, none, or a comma list of {known}.");
    }

    private static bool Is(string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
