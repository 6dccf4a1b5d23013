namespace ReefChaos.Tests.House;

/// <summary>Compares a text with a committed file. <c>REEF_APPROVE=1</c> writes the file instead, to be read in the diff.</summary>
internal static class Approved
{
    public static void Compare(string actual, string file)
    {
        if (Environment.GetEnvironmentVariable("REEF_APPROVE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: run the test with REEF_APPROVE=1 and commit what it writes.");
        actual.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"{file} is not current: run the test with REEF_APPROVE=1 and read the diff.");
    }
}
