using Microsoft.Diagnostics.Runtime;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Where the user's code sees to it that something is kept.</summary>
/// <param name="IsLimited">It takes something out again, by how much there is.</param>
internal sealed record KeepingSite(CodeSite Site, bool IsLimited);

/// <summary>Finds in the user's assemblies the code that sees to it.</summary>
internal sealed class KeepingPlaces(CodeFiles files)
{
    /// <summary>
    /// Where code of the field's own assembly adds to what the field holds; empty where there is no assembly to read. Code without lines in an assembly with symbols
    /// is the compiler's, and code that has never run is left out.
    /// </summary>
    /// <param name="isWithin">It adds rather to one of the things in there.</param>
    public IReadOnlyList<KeepingSite> Adding(Link link, bool isWithin) => Sites(link.Holder.Module, code => AddingCode.Find(code, link.Holder.MetadataToken, link.Field, isWithin));

    /// <summary>Where code of the type's own assembly hands such objects to what the framework keeps; the rest as above.</summary>
    public IReadOnlyList<KeepingSite> Handing(ClrType type) => Sites(type.Module, code => HandingCode.Find(code, type.MetadataToken));

    /// <summary>Where code of the type's own assembly makes such objects.</summary>
    public IReadOnlyList<KeepingSite> Making(ClrType type) => Sites(type.Module, code => MakingCode.Of(code, type.MetadataToken));

    /// <summary>Where the user's code calls methods, by type and name, and has run.</summary>
    public IReadOnlyList<KeepingSite> Calling(ClrRuntime runtime, Func<string, string, bool> wanted) =>
    [
        .. runtime.EnumerateModules()
            .Where(m => CodeOwners.IsUsers(Path.GetFileNameWithoutExtension(m.Name ?? "")))
            .SelectMany(m => Sites(m, code => MakingCode.Calling(code, wanted), isSure: false))
            .OrderBy(s => s.Site.Line is null),
    ];

    private IReadOnlyList<KeepingSite> Sites(ClrModule? module, Func<AssemblyCode, IReadOnlyList<CodeOffset>> find, bool isSure = true)
    {
        var file = module?.Name ?? "";
        if (module is null || files.CodeOf(file) is not { } code)
        {
            return [];
        }

        return
        [
            .. Run(module, code, find(code), isSure)
                .Where(c => !code.IsGenerated(c.Token))
                .Select(c => (Code: c, At: files.SymbolsOf(file)?.Line(c.Token, c.Offset)))
                .Where(c => c.At is not null || files.SymbolsOf(file) is null)
                .Select(c => new KeepingSite(new CodeSite(CodeNames.Method(c.Code.Type, c.Code.Method), c.At?.File, c.At?.Line), c.Code.IsLimited)),
        ];
    }

    /// <summary>What has been compiled.</summary>
    /// <param name="isSure">Some of it has run: all where none seems to, or only one is left.</param>
    private static IReadOnlyList<CodeOffset> Run(ClrModule module, AssemblyCode code, IReadOnlyList<CodeOffset> found, bool isSure)
    {
        if (found.Count < (isSure ? 2 : 1))
        {
            return found;
        }

        var loaded = module.EnumerateTypeDefToMethodTableMap().GroupBy(t => t.Token).ToDictionary(t => t.Key, t => t.First().MethodTable);
        var run = found.Where(c => loaded.TryGetValue(code.HolderOf(c.Token), out var table)
            && module.AppDomain.Runtime.GetTypeByMethodTable(table)?.Methods.Any(m => m.MetadataToken == c.Token && m.NativeCode is not (0 or ulong.MaxValue)) == true).ToList();
        return run.Count > 0 || !isSure ? run : found;
    }
}
