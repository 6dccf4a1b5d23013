using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Looks at the stacks of all blocked threads, without stopping the process.</summary>
internal sealed class StackLook(Attachment attachment, CodePlaces places)
{
    /// <summary>The part of a thread's state that says it is one of the pool's workers.</summary>
    private const int PoolWorker = 0x01000000;

    /// <summary>Deeper stacks are cut: what a thread waits for is at the top.</summary>
    private const int Deepest = 256;

    /// <summary>As the runtime names what it calls out of managed code with.</summary>
    private const string Stub = "ILStubClass";

    private Dictionary<uint, BlockedThread> last = [];

    /// <summary>All that are blocked now. A thread that has not moved since the last look is not read again.</summary>
    public IReadOnlyList<BlockedThread> Look(CancellationToken cancellationToken)
    {
        var held = new Dictionary<uint, long>();
        var seen = new Dictionary<uint, BlockedThread>();
        attachment.Refresh(holder =>
        {
            foreach (var thread in attachment.Runtime.Threads.Where(t => t.IsAlive && t.OSThreadId != 0))
            {
                var id = thread.OSThreadId;
                if (last.TryGetValue(id, out var known) && holder.Switches((int)id) == known.Switches)
                {
                    seen[id] = known;
                }
                else if (holder.Hold(id, thread.Address, thread.StackBase) is { } switches)
                {
                    held[id] = switches;
                }
            }
        });
        foreach (var thread in attachment.Runtime.Threads.Where(t => held.ContainsKey(t.OSThreadId)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen[thread.OSThreadId] = Walk(thread, held[thread.OSThreadId]);
        }

        last = seen;
        return [.. seen.Values];
    }

    private BlockedThread Walk(ClrThread thread, long switches)
    {
        var framework = new List<string>();
        var users = new List<CodePlace>();
        string? native = null;
        CodePlace? generated = null;
        var calledOut = false;
        var caller = 0UL;
        foreach (var frame in thread.EnumerateStackTrace(includeContext: false, Deepest))
        {
            if (frame.Kind is ClrStackFrameKind.Runtime)
            {
                calledOut |= framework.Count + users.Count == 0 && frame.FrameName?.StartsWith("InlinedCallFrame", StringComparison.Ordinal) == true;
                native ??= frame.Method is { } called ? NativeCall(called, framework, users) : null;
                continue;
            }

            if (frame.Method is not { } method || method.Type?.Name == Stub)
            {
                continue;
            }

            var place = places.Of(method, frame.InstructionPointer);
            if (place.IsGenerated)
            {
                // Such as the code around a native call: what waits there is for the one who called it.
                generated = users.Count == 0 ? place : generated;
            }
            else if (place.IsUsers || place.IsInjectedLeak)
            {
                place = users.Count == 0 ? places.Of(method, frame.InstructionPointer, generated?.Site.Method ?? framework.LastOrDefault() ?? native ?? "") : place;
                users.Add(place);
                caller = frame.StackPointer;
                if (place is { IsUsers: true, Site.Line: not null })
                {
                    break;
                }
            }
            else if (users.Count == 0)
            {
                framework.Add(place.Site.Method);
            }
        }

        // Nothing of the framework's is above the user's code: he called out of managed code himself.
        native ??= calledOut && framework.Count == 0 && users.Count > 0 ? users[0].Site.Method : null;
        native = native is null ? null : generated?.Site.Method ?? native;
        var (kind, what) = WaitKinds.Of(framework, native);
        if (kind is WaitKind.Gate && WaitKinds.IsEvent(what) && StackObjects.TypesBetween(attachment.Runtime, attachment.StackOf(thread.OSThreadId), caller).Any(WaitKinds.IsTurn))
        {
            kind = WaitKind.Lock;
        }

        // A library without lines lets its caller wait, by whatever means, for something that comes from elsewhere.
        (kind, what) = kind is WaitKind.Gate or WaitKind.Other && users is [{ Site.Line: null, IsUsers: true } library, .., { IsUsers: true, Site.Line: not null }] ? (WaitKind.Answer, library.Site.Method) : (kind, what);

        // Optimised, all of the user's own code may be inlined into what a generator wrote to call it.
        var where = (CodePlace.Nearest(users) ?? generated)?.Site;
        return new BlockedThread((int)thread.OSThreadId, switches, kind, what, where, ((int)thread.State & PoolWorker) != 0);
    }

    /// <summary>The method called out to, where it is the topmost thing and not the framework's.</summary>
    private static string? NativeCall(ClrMethod method, List<string> framework, List<CodePlace> users) =>
        framework.Count == 0 && users.Count == 0 && CodeOwners.IsNotFrameworks(CodeOwners.AssemblyOf(method.Type))
            ? CodeNames.Method(method.Type?.Name ?? "", method.Name ?? "")
            : null;
}
