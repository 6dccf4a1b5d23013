using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Follows a parked method to those that wait for it.</summary>
internal static class ParkedCallers
{
    private const int Longest = 64;

    /// <summary>Where what is pooled, and no task, keeps who goes on after it.</summary>
    private const string State = "_continuationState";

    /// <summary>In the state machine's name: the program itself, for which its first thread blocks.</summary>
    private static readonly string[] Programs = ["<Main>d__", "<<Main>$>d__"];

    public static bool IsParked(ClrType type) => type.Name?.Contains("StateMachineBox<", StringComparison.Ordinal) == true;

    /// <summary>The program's own method, parked, or what it has of local variables.</summary>
    public static bool IsProgram(ClrType type) => Programs.Any(p => type.Name?.Contains(p, StringComparison.Ordinal) == true);

    /// <summary>
    /// True where a request, a blocked thread, or something unknown waits for it: what it keeps is let go some time. False for loops that nobody waits for, and for
    /// the program itself.
    /// </summary>
    public static bool ArePassing(ClrObject parked, FieldPlaces fields)
    {
        var at = parked;
        var isProgram = false;
        for (var i = 0; i < Longest && at is { IsNull: false, Type: { } type }; i++)
        {
            var name = type.Name ?? "";
            if (IsParked(type))
            {
                if (name.Contains("HttpProtocol+<ProcessRequests", StringComparison.Ordinal))
                {
                    return true;
                }

                isProgram |= IsProgram(type);
            }

            if (!fields.IsTask(type) && fields.Of(type, State) is null)
            {
                return !isProgram;
            }

            at = fields.IsTask(type) ? fields.ReadTask(at, "m_continuationObject") : fields.Read(at, State);
        }

        return !at.IsNull && !isProgram;
    }
}
