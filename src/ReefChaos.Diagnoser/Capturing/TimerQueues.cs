using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>
/// What the runtime's queues of timers keep: all timers that run. A timer refers to its queue and to those next to it in line, too, but keeps neither: else
/// whoever has one timer would own all others, and what they keep.
/// </summary>
internal sealed class TimerQueues(FieldPlaces fields)
{
    private const string Queue = "System.Threading.TimerQueue";
    private const string Timer = "System.Threading.TimerQueueTimer";

    /// <summary>Those of an object's references that it keeps.</summary>
    public IEnumerable<ClrObject> Kept(ClrType type, IEnumerable<ClrObject> references) => type.Name switch
    {
        Timer => references.Where(r => r.Type?.Name is not (Queue or Timer)),
        Queue => references.SelectMany(r => r.Type?.Name == Timer ? Line(r) : [r]),
        _ => references,
    };

    /// <summary>Timers that are moved while they are read may lead in a circle.</summary>
    private IEnumerable<ClrObject> Line(ClrObject first)
    {
        var seen = new HashSet<ulong>();
        for (var timer = first; timer.Type is not null && seen.Add(timer.Address); timer = fields.Read(timer, "_next"))
        {
            yield return timer;
        }
    }
}
