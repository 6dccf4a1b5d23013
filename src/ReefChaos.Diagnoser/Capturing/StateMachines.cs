using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Where the parts of a parked async method lie in its object.</summary>
/// <param name="Flags">Of the task that it is; null for a pooled one, which is none.</param>
/// <param name="Machine">Of the state machine, or of the reference to it where it is an object of its own, as in debug builds.</param>
internal sealed record BoxLayout(int? Flags, int? Continuation, int Machine, MachineLayout? Inline, int Size);

/// <param name="MethodTable">Of its type.</param>
/// <param name="Awaiters">Each begins with the reference to what it awaits.</param>
internal sealed record MachineLayout(ulong MethodTable, int State, IReadOnlyList<int> Awaiters);

/// <summary>Knows the objects that the runtime parks async methods in, from look to look.</summary>
/// <param name="reread">As for <see cref="FieldPlaces"/>.</param>
internal sealed class StateMachines(FieldPlaces fields, Action reread)
{
    private readonly Dictionary<ulong, BoxLayout?> boxes = [];
    private readonly Dictionary<ulong, MachineLayout?> machines = [];

    /// <summary>Null where the type is no such object.</summary>
    public BoxLayout? Of(ClrType type)
    {
        if (!boxes.TryGetValue(type.MethodTable, out var layout))
        {
            boxes[type.MethodTable] = layout = type.Name is { } name && name.Contains("StateMachineBox<", StringComparison.Ordinal) ? Lay(type) : null;
        }

        return layout;
    }

    /// <summary>Of a state machine that is an object of its own.</summary>
    public MachineLayout? OfObject(ClrType type)
    {
        if (!machines.TryGetValue(type.MethodTable, out var layout))
        {
            machines[type.MethodTable] = layout = Machine(type, FieldPlaces.Header);
        }

        return layout;
    }

    private BoxLayout? Lay(ClrType box)
    {
        reread();
        if ((box.GetFieldByName("StateMachine") ?? box.GetFieldByName("_stateMachine")) is not { } field)
        {
            return null;
        }

        var at = FieldPlaces.Header + field.Offset;
        var inline = field.Type is { IsValueType: true } machine ? Machine(machine, at) : null;
        return new BoxLayout(fields.OfTask(box, "m_stateFlags"), fields.OfTask(box, "m_continuationObject"), at, inline, box.StaticSize);
    }

    private MachineLayout? Machine(ClrType machine, int at)
    {
        reread();
        return machine.GetFieldByName("<>1__state") is { } state
            ? new MachineLayout(machine.MethodTable, at + state.Offset, [.. machine.Fields.Where(IsAwaiter).Select(f => at + f.Offset)])
            : null;
    }

    /// <summary>Nothing is awaited in a yield: its awaiter is empty.</summary>
    private static bool IsAwaiter(ClrInstanceField field) =>
        field.Name?.StartsWith("<>u__", StringComparison.Ordinal) == true && field.Type?.Name?.Contains("YieldAwait", StringComparison.Ordinal) != true;
}
