namespace ReefChaos.Tests.Engine.Reporting;

/// <summary>Texts that users see, kept as files byte for byte. With REEF_APPROVE=1 in the environment they are written anew.</summary>
internal static class Approved
{
    public static void ShouldBeApproved(this string text, string name)
    {
        var file = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("REEF_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        text.ShouldBe(File.ReadAllText(file), $"{name} changed; REEF_APPROVE=1 approves what is written now");
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReefChaos.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "ReefChaos.Tests", "Engine", "Reporting", "Approved");
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
