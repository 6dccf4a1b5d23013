using System.Globalization;

namespace ReefChaos.Torture.Torments;

/// <summary>
/// A wall clock that can jump, for a runner and all that it starts, by the library of the Debian package faketime. The monotonic clock stays
/// true, as it does where an administrator or a time service sets a machine's clock.
/// </summary>
internal sealed class FalseClock(string folder)
{
    private readonly string file = Path.Combine(folder, "clock");

    /// <summary>Null where the package is not installed.</summary>
    public static string? Library { get; } = ((string[])["x86_64", "aarch64"]).Select(a => $"/usr/lib/{a}-linux-gnu/faketime/libfaketime.so.1").FirstOrDefault(File.Exists);

    /// <summary>For the runner, which gives them to its own.</summary>
    public IEnumerable<(string Name, string Value)> Variables()
    {
        File.WriteAllText(file, "+0");
        return
        [
            ("LD_PRELOAD", Library!),
            ("FAKETIME_TIMESTAMP_FILE", file),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),

            // Its remedy for an old C library, by which timed waits end at once.
            ("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
        ];
    }

    /// <summary>False where the run has the machine's own clock.</summary>
    public bool Set(TimeSpan jump)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        File.WriteAllText(file, jump.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        return true;
    }
}
