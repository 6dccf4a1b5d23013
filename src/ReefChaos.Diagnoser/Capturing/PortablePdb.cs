using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>The source lines of one assembly, from the portable PDB inside of it or beside it.</summary>
internal sealed class PortablePdb : IDisposable
{
    /// <summary>Of the table that says where each await of a method gives its thread back, and where it goes on.</summary>
    private static readonly Guid AsyncStepping = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");

    private const int HiddenLine = 0xFEEFEE;

    /// <summary>Of a token, the part that is not the table's number.</summary>
    private const int RowMask = 0xFFFFFF;

    private readonly MetadataReaderProvider provider;
    private readonly MetadataReader reader;

    private PortablePdb(MetadataReaderProvider provider)
    {
        this.provider = provider;
        reader = provider.GetMetadataReader();
    }

    /// <summary>Null where the assembly has none, or one of another build.</summary>
    public static PortablePdb? Open(string assembly)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(assembly));
            return image.TryOpenAssociatedPortablePdb(assembly, BesideIt(assembly), out var provider, out _) && provider is not null
                ? new PortablePdb(provider)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The line of the await that a state machine's state stands for; states count from 0 in the order of the awaits.</summary>
    public (string File, int Line)? Await(int moveNext, int state)
    {
        if (Information(moveNext) is null)
        {
            return null;
        }

        foreach (var handle in reader.GetCustomDebugInformation(MetadataTokens.MethodDefinitionHandle(moveNext & RowMask)))
        {
            var info = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(info.Kind) == AsyncStepping)
            {
                return YieldOffset(reader.GetBlobReader(info.Value), state) is { } offset ? Line(moveNext, offset) : null;
            }
        }

        return null;
    }

    /// <summary>The line that an instruction of a method belongs to.</summary>
    public (string File, int Line)? Line(int method, int offset)
    {
        SequencePoint? found = null;
        foreach (var point in Points(method))
        {
            if (point.Offset <= offset || found is null)
            {
                found = point;
            }
        }

        return found is { } at ? (FileOf(at), at.StartLine) : null;
    }

    /// <summary>The line of a <c>lock</c> that enters a <see cref="Lock"/>. The compiler gives none to it: it is between what is before it and its block.</summary>
    /// <param name="begin">Where the entered object begins to be loaded.</param>
    public (string File, int Line)? LockLine(int method, int begin)
    {
        var points = Points(method).OrderBy(p => p.Offset).ToList();
        var after = points.FindIndex(p => p.Offset > begin);
        if (after < 0 || (after > 0 && points[after - 1].Offset == begin))
        {
            return Line(method, begin);
        }

        // Optimised code has no point for the brace, which stands in a line of its own as a rule.
        var block = points[after];
        var isBrace = block.StartLine == block.EndLine && block.EndColumn == block.StartColumn + 1;
        var header = block.StartLine - (isBrace ? 1 : 2);
        return (FileOf(block), after > 0 ? Math.Clamp(points[after - 1].EndLine + 1, header, Math.Max(header, block.StartLine)) : header);
    }

    public void Dispose() => provider.Dispose();

    private IEnumerable<SequencePoint> Points(int method) =>
        Information(method) is { SequencePointsBlob.IsNil: false } information ? information.GetSequencePoints().Where(p => p.StartLine != HiddenLine) : [];

    private string FileOf(SequencePoint point) => reader.GetString(reader.GetDocument(point.Document).Name);

    /// <summary>Null for a method that is not in the assembly's own tables, as those made at run time.</summary>
    private MethodDebugInformation? Information(int method) => (method & RowMask) is > 0 and var row && row <= reader.MethodDebugInformation.Count
        ? reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row))
        : null;

    private static int? YieldOffset(BlobReader blob, int state)
    {
        blob.ReadUInt32();
        for (var i = 0; blob.RemainingBytes > 0; i++)
        {
            var yields = (int)blob.ReadUInt32();
            blob.ReadUInt32();
            blob.ReadCompressedInteger();
            if (i == state)
            {
                return yields;
            }
        }

        return null;
    }

    private static Func<string, Stream?> BesideIt(string assembly) => path =>
    {
        // The path inside of the assembly is the build machine's.
        var beside = Path.Combine(Path.GetDirectoryName(assembly)!, Path.GetFileName(path.Replace('\\', '/')));
        return File.Exists(beside) ? File.OpenRead(beside) : null;
    };
}
