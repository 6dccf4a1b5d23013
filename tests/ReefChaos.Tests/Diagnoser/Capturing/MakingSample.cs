using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Code that keeps things, whose lines the tests know.</summary>
internal sealed class MakingSample
{
    public static readonly int Line = Here();

    private readonly List<string> some = [];
    private readonly string?[] slots = new string?[10];
    private readonly Queue<string> others = [];

    /// <summary>It has a limit.</summary>
    public void KeepSome(string text)
    {
        if (some.Count > 9)
        {
            some.RemoveAt(0);
        }

        some.Add(text);
    }

    /// <summary>It puts something into an array in line 20 after <see cref="Line"/>.</summary>
    public void Put(int slot, string text)
    {
        slots[slot] = text;
    }

    /// <summary>It makes one in line 26, and has others make one in line 27 after <see cref="Line"/>.</summary>
    public static int Make()
    {
        var made = new Made();
        var asked = Activator.CreateInstance<Made>();
        return made.Number + asked.Number;
    }

    /// <summary>It takes memory in lines 34 and 35 after <see cref="Line"/>.</summary>
    public static nint Take()
    {
        var own = Allocate(10);
        return own + Marshal.AllocHGlobal(10);
    }

    /// <summary>It takes memory, and gives it back, in line 41 after <see cref="Line"/>.</summary>
    public static void Borrow()
    {
        var own = Marshal.AllocHGlobal(10);
        Marshal.FreeHGlobal(own);
    }

    [DllImport("libc", EntryPoint = "malloc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Allocate(nint bytes);

    /// <summary>It has a limit, which another method keeps.</summary>
    public void KeepOthers(string text)
    {
        others.Enqueue(text);
        Forget();
    }

    private void Forget()
    {
        while (others.Count > 9)
        {
            others.Dequeue();
        }
    }

    private readonly Dictionary<int, List<string>> byNumber = [];

    /// <summary>It adds a list in line 71, and to a list in line 74 after <see cref="Line"/>.</summary>
    public void KeepByNumber(int number, string text)
    {
        if (!byNumber.TryGetValue(number, out var texts))
        {
            byNumber[number] = texts = [];
        }

        texts.Add(text);
    }

    private static int Here([CallerLineNumber] int line = 0) => line;

    /// <summary>What it makes itself is not made by others.</summary>
    internal sealed class Made
    {
        public int Number { get; init; }

        public static Made Another() => new();
    }
}
