using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReefChaos.Patients;

/// <summary>Ends the patient when its parent is gone. On a thread of its own, since the pool may be what is sick.</summary>
internal static partial class Guardian
{
    public static void Start()
    {
        var parent = ParentId();
        new Thread(() => Watch(parent)) { IsBackground = true, Name = "guardian" }.Start();
    }

    private static void Watch(int parent)
    {
        while (ParentId() == parent)
        {
            Thread.Sleep(500);
        }

        // Not Exit: it asks the host to stop, which waits for the requests.
        Process.GetCurrentProcess().Kill();
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
