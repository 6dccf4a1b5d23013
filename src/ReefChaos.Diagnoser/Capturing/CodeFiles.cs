namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Assemblies of a process and their symbols, each opened once.</summary>
/// <param name="root">In front of the paths that the process sees.</param>
internal sealed class CodeFiles(string root) : IDisposable
{
    private readonly Dictionary<string, PortablePdb?> symbols = new(StringComparer.Ordinal);

    private readonly Dictionary<string, AssemblyCode?> code = new(StringComparer.Ordinal);

    /// <summary>Assemblies of the user's of which only methods are known, not lines.</summary>
    public SortedSet<string> WithoutSymbols { get; } = new(StringComparer.Ordinal);

    public AssemblyCode? CodeOf(string file)
    {
        if (!code.TryGetValue(file, out var assembly))
        {
            code[file] = assembly = AssemblyCode.Open(root + file);
        }

        return assembly;
    }

    public PortablePdb? SymbolsOf(string file)
    {
        if (!symbols.TryGetValue(file, out var pdb))
        {
            symbols[file] = pdb = PortablePdb.Open(root + file);
            if (pdb is null)
            {
                WithoutSymbols.Add(Path.GetFileNameWithoutExtension(file));
            }
        }

        return pdb;
    }

    public void Dispose()
    {
        foreach (var pdb in symbols.Values)
        {
            pdb?.Dispose();
        }

        foreach (var assembly in code.Values)
        {
            assembly?.Dispose();
        }
    }
}
