using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Follows a parked method to those that wait for it.</summary>
internal static class ParkedCallers
{
    private const int Longest = 64;

    /// <summary>In the state machine's name: the program itself, for which its first thread blocks.</summary>
    private static readonly string[] Programs = ["<Main>", "<<Main>$>"];

    public static bool IsParked(ClrType type) => type.Name?.Contains("StateMachineBox<", StringComparison.Ordinal) == true;

    /// <summary>
    /// True where a request, a blocked thread, or something unknown waits for it: what it keeps is let go some time. False for loops that nobody waits for, and for
    /// the program itself.
    /// </summary>
    public static bool ArePassing(ClrObject parked)
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

                isProgram |= Programs.Any(p => name.Contains(p, StringComparison.Ordinal));
            }

            if ((type.GetFieldByName("m_continuationObject") ?? type.GetFieldByName("_continuationState")) is not { IsObjectReference: true } next)
            {
                return !isProgram;
            }

            at = next.ReadObject(at.Address, interior: false);
        }

        return !at.IsNull && !isProgram;
    }
}
