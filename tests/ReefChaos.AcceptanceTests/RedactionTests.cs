namespace ReefChaos.AcceptanceTests;

/// <summary>A real target that prints its secret and dies of it: no file and no line of the run has it.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Secret = "Password-9f31c0aa77";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task What_a_target_prints_of_its_environment_is_nowhere()
    {
        var healthy = File.ReadAllText(Path.Combine(Reef.Root, "scenarios", "healthy.yaml"));
        var file = workspace.Write("secret.yaml", healthy.Replace("  ready:", $"  env: {{ Shop__Defenses: {Secret} }}\n  ready:", StringComparison.Ordinal));

        var (exit, output, errors) = await Reef.RunAsync(Patience, "run", file, "--output", workspace.Output);

        exit.ShouldBe(2, output + errors);
        (output + errors).ShouldNotContain(Secret);
        var files = Directory.GetFiles(workspace.Output, "*", SearchOption.AllDirectories);
        files.ShouldContain(f => Path.GetFileName(f) == "target.log" && File.ReadAllText(f).Contains("'***' is no defence", StringComparison.Ordinal));
        files.ShouldAllBe(f => !File.ReadAllText(f).Contains(Secret, StringComparison.Ordinal));
        Leftovers.All().ShouldBeEmpty();
    }
}
