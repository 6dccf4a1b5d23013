using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The code of one of the user's assemblies, as it lies on the disk.</summary>
internal sealed class AssemblyCode : IDisposable
{
    private const string Generated = "GeneratedCodeAttribute";

    /// <summary>Of a token, the part that is not the table's number.</summary>
    private const int RowMask = 0xFFFFFF;

    /// <summary>Methods that were inlined into each other without leaving frames.</summary>
    private const int DeepestInlining = 3;

    private readonly PEReader image;
    private readonly MetadataReader metadata;
    private readonly Dictionary<int, bool> generated = [];

    private AssemblyCode(PEReader image)
    {
        this.image = image;
        metadata = image.GetMetadataReader();
    }

    /// <summary>Null where there is none to read, as in a single-file app.</summary>
    public static AssemblyCode? Open(string file)
    {
        PEReader? image = null;
        try
        {
            image = new PEReader(File.OpenRead(file));
            return new AssemblyCode(image);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException or ArgumentException)
        {
            image?.Dispose();
            return null;
        }
    }

    /// <summary>Whether a source generator wrote the method, or a type around it, and says so.</summary>
    public bool IsGenerated(int method)
    {
        if (!generated.TryGetValue(method, out var known))
        {
            generated[method] = known = Definition(method) is { } own && (HasMark(own.GetCustomAttributes()) || IsGenerated(own.GetDeclaringType()));
        }

        return known;
    }

    /// <summary>The token of the type whose method it is.</summary>
    public int HolderOf(int method) => Definition(method) is { } own ? MetadataTokens.GetToken(own.GetDeclaringType()) : 0;

    /// <summary>Where the loading of what a call is given begins.</summary>
    public int Loading(CodeOffset call)
    {
        var begin = call.Offset;
        foreach (var before in Method(MetadataTokens.MethodDefinitionHandle(call.Token & RowMask)).Instructions.Where(i => i.Offset < call.Offset).Reverse())
        {
            if (before.Code.Name?.StartsWith("ld", StringComparison.Ordinal) != true)
            {
                break;
            }

            begin = before.Offset;
        }

        return begin;
    }

    /// <summary>The call in a method that its frame waits in, or in one that was inlined into it; null where there is no such call.</summary>
    /// <param name="near">The instruction that the runtime tells: in optimised code it is only near.</param>
    /// <param name="called">Such as <c>System.Threading.Monitor.Enter</c>.</param>
    public CodeOffset? Call(int method, int near, string called)
    {
        try
        {
            return Definition(method) is null ? null : Call(MetadataTokens.MethodDefinitionHandle(method & RowMask), near, called, DeepestInlining);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>What is found in each method; nothing where the assembly can't be read to its end.</summary>
    public IReadOnlyList<T> Search<T>(Func<MethodCode, IEnumerable<T>> find)
    {
        try
        {
            return [.. metadata.MethodDefinitions.Select(Method).SelectMany(find)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return [];
        }
    }

    public void Dispose() => image.Dispose();

    private CodeOffset? Call(MethodDefinitionHandle handle, int near, string called, int deepest)
    {
        var method = Method(handle);
        var calls = method.Instructions.Where(i => i.IsCall).OrderBy(i => Math.Abs(i.Offset - near)).ToList();
        foreach (var call in calls.Where(c => called.EndsWith("." + IlReader.NameOf(metadata, c.Token), StringComparison.Ordinal)))
        {
            if (CodeNames.Method(IlReader.HolderOf(metadata, call.Token), IlReader.NameOf(metadata, call.Token)) == called)
            {
                return method.At(call.Offset);
            }
        }

        // One of several would be a guess.
        var inlined = deepest == 0 ? [] : calls
            .Select(c => IlReader.DefinitionOf(metadata, c.Token))
            .OfType<MethodDefinitionHandle>()
            .Distinct()
            .Where(d => d != handle)
            .Select(d => Call(d, near: 0, called, deepest - 1))
            .OfType<CodeOffset>()
            .ToList();
        return inlined is [var only] ? only : null;
    }

    private MethodCode Method(MethodDefinitionHandle handle) => new(image, metadata, handle);

    private bool IsGenerated(TypeDefinitionHandle handle)
    {
        while (!handle.IsNil)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (HasMark(type.GetCustomAttributes()))
            {
                return true;
            }

            handle = type.GetDeclaringType();
        }

        return false;
    }

    private bool HasMark(CustomAttributeHandleCollection attributes) => attributes
        .Select(a => metadata.GetCustomAttribute(a).Constructor)
        .Any(c => IlReader.HolderOf(metadata, MetadataTokens.GetToken(c)).EndsWith("." + Generated, StringComparison.Ordinal));

    /// <summary>Null for a method that is not in the assembly's own tables, as those made at run time.</summary>
    private MethodDefinition? Definition(int method) => (method & RowMask) is > 0 and var row && row <= metadata.MethodDefinitions.Count
        ? metadata.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(row))
        : null;
}
