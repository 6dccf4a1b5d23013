using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Finds in an assembly where it calls for something that may be kept: an object of a type, or memory of the system's.</summary>
internal static class MakingCode
{
    private const string Constructor = ".ctor";

    private const string TypeConstructor = ".cctor";

    /// <summary>Of a method that gives back what it takes.</summary>
    private static readonly string[] GivingBack = ["Free", "AlignedFree", "FreeHGlobal", "FreeCoTaskMem", "free", "munmap"];

    /// <summary>Where a type's objects are made: by its constructor, or by a method that is asked for them by the type. Not where the type does so itself.</summary>
    /// <param name="type">By its token.</param>
    public static IReadOnlyList<CodeOffset> Of(AssemblyCode assembly, int type) => Search(assembly, (method, at) =>
        method.Holder != type
        && (at.Code == OpCodes.Newobj
            ? IlReader.OwnHolderOf(method.Metadata, at.Token) == type
            : at.IsCall && IlReader.ArgumentOf(method.Metadata, at.Token) is { } argument && MetadataTokens.GetToken(argument) == type));

    /// <summary>Where a method is called: not from constructors, which run once for what lasts. What does not give back comes first.</summary>
    /// <param name="wanted">By type and name; native methods have no type.</param>
    public static IReadOnlyList<CodeOffset> Calling(AssemblyCode assembly, Func<string, string, bool> wanted) => Search(assembly, (method, at) =>
        method.Name is not (Constructor or TypeConstructor)
        && (wanted(IlReader.HolderOf(method.Metadata, at.Token), IlReader.NameOf(method.Metadata, at.Token)) || (NativeNameOf(method.Metadata, at.Token) is { } native && wanted("", native))));

    private static IReadOnlyList<CodeOffset> Search(AssemblyCode assembly, Func<MethodCode, IlInstruction, bool> isWanted) =>
        [.. assembly.Search(m => Search(m, isWanted)).OrderBy(f => f.GivesBack).Select(f => f.Code)];

    private static IEnumerable<(CodeOffset Code, bool GivesBack)> Search(MethodCode method, Func<MethodCode, IlInstruction, bool> isWanted)
    {
        var calls = method.Instructions.Where(i => i.Token != 0 && (i.IsCall || i.Code == OpCodes.Newobj)).ToList();
        foreach (var at in calls.Where(c => isWanted(method, c)))
        {
            yield return (method.At(at.Offset), calls.Exists(c => GivingBack.Contains(IlReader.NameOf(method.Metadata, c.Token), StringComparer.Ordinal)));
        }
    }

    /// <summary>The name in its library of a method of native code that this assembly declares; also where a generator wrote the call of it.</summary>
    private static string? NativeNameOf(MetadataReader metadata, int token)
    {
        if (IlReader.DefinitionOf(metadata, token) is not { } handle)
        {
            return null;
        }

        var method = metadata.GetMethodDefinition(handle);
        var import = method.GetImport();
        return !import.Name.IsNil ? metadata.GetString(import.Name) : ImportedName(metadata, method);
    }

    /// <summary>The generator leaves the attribute that it was asked with.</summary>
    private static string? ImportedName(MetadataReader metadata, MethodDefinition method)
    {
        foreach (var handle in method.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (IlReader.HolderOf(metadata, MetadataTokens.GetToken(attribute.Constructor)).EndsWith(".LibraryImportAttribute", StringComparison.Ordinal))
            {
                return EntryPoint(metadata.GetBlobReader(attribute.Value)) ?? metadata.GetString(method.Name);
            }
        }

        return null;
    }

    /// <summary>Of an attribute's value: two bytes, the library's name, how many names follow; each with two bytes before it, and its value.</summary>
    private static string? EntryPoint(BlobReader value)
    {
        const byte Text = 0x0E;
        value.ReadUInt16();
        value.ReadSerializedString();
        for (var left = value.ReadUInt16(); left > 0; left--)
        {
            value.ReadByte();
            if (value.ReadByte() != Text)
            {
                return null;
            }

            if (value.ReadSerializedString() == "EntryPoint")
            {
                return value.ReadSerializedString();
            }

            value.ReadSerializedString();
        }

        return null;
    }
}
