using System.Globalization;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Reads the kernel's texts about one thread, in <c>/proc/PID/task/TID</c>.</summary>
internal static class ThreadTexts
{
    /// <summary>The system call that the thread is blocked in, of <c>syscall</c>; null where it runs.</summary>
    public static SystemCall? SystemCall(string? text)
    {
        // "7 0x7f… … 0x… 0x…": number, six arguments, stack pointer, instruction. -1 is blocked outside of a system call.
        return text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var number, .., var stack, var instruction]
            && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            && Hex(stack) is { } sp && Hex(instruction) is { } pc
            ? new SystemCall(id, sp, pc)
            : null;
    }

    /// <summary>How often the thread left the processor, by itself or not, of <c>status</c>.</summary>
    public static long? Switches(string? text)
    {
        long? voluntary = null, forced = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            voluntary ??= After(line, "voluntary_ctxt_switches:");
            forced ??= After(line, "nonvoluntary_ctxt_switches:");
        }

        return voluntary + forced;
    }

    private static long? After(ReadOnlySpan<char> line, string start) =>
        line.StartsWith(start, StringComparison.Ordinal) && long.TryParse(line[start.Length..].Trim(), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static ulong? Hex(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : null;
}

internal readonly record struct SystemCall(int Number, ulong StackPointer, ulong Instruction);
