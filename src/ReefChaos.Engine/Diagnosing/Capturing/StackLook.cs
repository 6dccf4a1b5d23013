using Microsoft.Diagnostics.Runtime;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine.Diagnosing.Capturing;

/// <summary>Looks at the stacks of all blocked threads, without stopping the process.</summary>
internal sealed class StackLook(Attachment attachment, CodePlaces places, Procfs processes, int processId)
{
    /// <summary>The part of a thread's state that says it is one of the pool's workers.</summary>
    private const int PoolWorker = 0x01000000;

    /// <summary>Deeper stacks are cut: what a thread waits for is at the top.</summary>
    private const int Deepest = 256;

    /// <summary>As the runtime names what it calls out of managed code with.</summary>
    private const string Stub = "ILStubClass";

    private readonly Dictionary<int, BlockedThread> last = [];

    /// <summary>All that are blocked now. A thread that has not moved since the last look is not read again.</summary>
    public IReadOnlyList<BlockedThread> Look(CancellationToken cancellationToken)
    {
        attachment.Refresh();
        var seen = new List<BlockedThread>();
        foreach (var thread in attachment.Runtime.Threads.Where(t => t.IsAlive && t.OSThreadId != 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(thread) is { } blocked)
            {
                seen.Add(blocked);
            }
        }

        last.Clear();
        seen.ForEach(b => last[b.Id] = b);
        return seen;
    }

    private BlockedThread? Read(ClrThread thread)
    {
        var id = (int)thread.OSThreadId;
        if (Switches(id) is not { } before || !IsBlocked(id))
        {
            return null;
        }

        if (last.TryGetValue(id, out var known) && known.Switches == before)
        {
            return known;
        }

        var blocked = Walk(thread, before);
        return Switches(id) == before ? blocked : null;
    }

    private BlockedThread Walk(ClrThread thread, long switches)
    {
        var framework = new List<string>();
        var users = new List<CodePlace>();
        string? native = null;
        foreach (var frame in thread.EnumerateStackTrace(includeContext: false, Deepest))
        {
            if (frame.Method is not { } method)
            {
                continue;
            }

            if (frame.Kind is ClrStackFrameKind.Runtime)
            {
                native ??= NativeCall(method, framework, users);
                continue;
            }

            if (method.Type?.Name == Stub)
            {
                continue;
            }

            var place = places.Of(method, frame.InstructionPointer);
            if (place.IsUsers)
            {
                users.Add(place);
                if (place.Site.Line is not null)
                {
                    break;
                }
            }
            else if (users.Count == 0)
            {
                framework.Add(place.Site.Method);
            }
        }

        // Blocked with nothing of the framework's above the user's code: he called out of managed code himself.
        native ??= framework.Count == 0 && users.Count > 0 ? users[0].Site.Method : null;
        var (kind, what) = WaitKinds.Of(framework, native);
        return new BlockedThread((int)thread.OSThreadId, switches, kind, what, CodePlace.Nearest(users)?.Site, ((int)thread.State & PoolWorker) != 0);
    }

    /// <summary>The method called out to, where it is the topmost thing and not the framework's.</summary>
    private static string? NativeCall(ClrMethod method, List<string> framework, List<CodePlace> users) =>
        framework.Count == 0 && users.Count == 0 && CodeOwners.IsNotFrameworks(AssemblyOf(method))
            ? CodeNames.Method(method.Type?.Name ?? "", method.Name ?? "")
            : null;

    private static string AssemblyOf(ClrMethod method) => Path.GetFileNameWithoutExtension(method.Type?.Module?.Name ?? "");

    private bool IsBlocked(int id) => ThreadTexts.SystemCall(processes.ReadThread(processId, id, "syscall")) is not null;

    private long? Switches(int id) => ThreadTexts.Switches(processes.ReadThread(processId, id, "status"));
}
