using Microsoft.Diagnostics.Runtime;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A place in code, and whose code it is.</summary>
/// <param name="IsUsers">False for the framework, Polly, what ReefChaos itself puts into a target, and what source generators wrote.</param>
internal sealed record CodePlace(CodeSite Site, string Assembly, bool IsUsers)
{
    /// <summary>In the user's assembly, and not written by him.</summary>
    public bool IsGenerated => !IsUsers && CodeOwners.IsUsers(Assembly);

    /// <summary>What a leak fault of ReefChaos's leaves behind.</summary>
    public bool IsInjectedLeak => CodeOwners.IsInjectedLeak(Assembly, Site.Method);

    /// <summary>The user's code nearest to the wait; what has symbols is his own, and goes before libraries without.</summary>
    public static CodePlace? Nearest(IEnumerable<CodePlace> places)
    {
        CodePlace? library = null, injected = null;
        foreach (var place in places)
        {
            if (place is { IsUsers: true, Site.Line: not null })
            {
                return place;
            }

            library ??= place.IsUsers ? place : null;
            injected ??= place.IsInjectedLeak ? place : null;
        }

        return library ?? injected;
    }
}

/// <summary>Finds method and line of what the runtime knows as addresses and states.</summary>
internal sealed class CodePlaces(CodeFiles files)
{
    private const string EnterLock = "System.Threading.Lock.EnterScope";

    private readonly Dictionary<(ulong Method, ulong Instruction, string Called), CodePlace> frames = [];

    /// <param name="instruction">Where the method goes on.</param>
    public CodePlace Of(ClrMethod method, ulong instruction)
    {
        if (!frames.TryGetValue((method.MethodDesc, instruction, ""), out var place))
        {
            // The offset is asked for in the user's code only: for code that is made at run time the library does not survive the question.
            frames[(method.MethodDesc, instruction, "")] = place = Place(
                method.Type, method.Name ?? "", method.MetadataToken, pdb => Offset(method, instruction) is { } offset ? pdb.Line(method.MetadataToken, offset) : null);
        }

        return place;
    }

    /// <summary>The same where it is known what the method called: the call itself, also where it is in a method that was inlined.</summary>
    public CodePlace Of(ClrMethod method, ulong instruction, string called)
    {
        if (!frames.TryGetValue((method.MethodDesc, instruction, called), out var place))
        {
            place = Of(method, instruction);
            var file = method.Type?.Module?.Name ?? "";
            if (place.IsUsers && Offset(method, instruction) is { } near && files.CodeOf(file)?.Call(method.MetadataToken, near, called) is { } call)
            {
                var at = called == EnterLock ? files.SymbolsOf(file)?.LockLine(call.Token, files.CodeOf(file)!.Loading(call)) : files.SymbolsOf(file)?.Line(call.Token, call.Offset);
                place = place with { Site = new CodeSite(CodeNames.Method(call.Type, call.Method), at?.File, at?.Line) };
            }

            frames[(method.MethodDesc, instruction, called)] = place;
        }

        return place;
    }

    /// <param name="state">That the state machine is parked in.</param>
    public CodePlace Of(ClrType stateMachine, int state)
    {
        var token = stateMachine.Methods.FirstOrDefault(m => m.Name == "MoveNext")?.MetadataToken ?? 0;
        return Place(stateMachine, "MoveNext", token, pdb => pdb.Await(token, state));
    }

    private CodePlace Place(ClrType? type, string method, int token, Func<PortablePdb, (string File, int Line)?> find)
    {
        var file = type?.Module?.Name ?? "";
        var assembly = Path.GetFileNameWithoutExtension(file);
        var name = CodeNames.Method(type?.Name ?? "", method);
        if ((!CodeOwners.IsUsers(assembly) && !CodeOwners.IsInjectedLeak(assembly, name)) || files.CodeOf(file)?.IsGenerated(token) == true)
        {
            return new CodePlace(new CodeSite(name, null, null), assembly, false);
        }

        var at = files.SymbolsOf(file) is { } pdb ? find(pdb) : null;
        return new CodePlace(new CodeSite(name, at?.File, at?.Line), assembly, CodeOwners.IsUsers(assembly));
    }

    /// <summary>The instruction in the method's own code; null where it has none in an assembly.</summary>
    private static int? Offset(ClrMethod method, ulong instruction)
    {
        const int Row = 0xFFFFFF;
        if ((method.MetadataToken & Row) == 0 || method.NativeCode is 0 or ulong.MaxValue || method.CompilationType is MethodCompilationType.None)
        {
            return null;
        }

        // A return address may already belong to the next line; what belongs to no line, such as the copying of a result, has negative offsets.
        return method.ILOffsetMap.Where(m => m.ILOffset >= 0 && m.StartAddress < instruction).OrderBy(m => m.StartAddress).Select(m => (int?)m.ILOffset).LastOrDefault();
    }
}
