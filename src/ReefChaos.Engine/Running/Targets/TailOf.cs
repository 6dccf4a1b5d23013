using System.Text;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>The end of a log file that another process writes.</summary>
internal static class TailOf
{
    private const int MaxLines = 20;
    private const int MaxBytes = 16 << 10;

    /// <summary>Empty where there is no such file.</summary>
    public static string File(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Max(0, file.Length - MaxBytes);
            var bytes = new byte[MaxBytes];
            var read = file.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false);
            var lines = Encoding.UTF8.GetString(bytes, 0, read).TrimEnd().Split('\n');
            return string.Join('\n', lines.TakeLast(MaxLines));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
