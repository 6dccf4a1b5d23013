using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using NJsonSchema;
using ReefChaos.Engine.Reading;
using YamlDotNet.Serialization;

namespace ReefChaos.Tests.Engine.Reading;

public sealed class ScenarioSchemaTests
{
    private const string Command = "dotnet run --project src/ReefChaos.Cli -- schema > scenarios/scenario.schema.json";

    [Fact]
    public void The_committed_schema_is_current() =>
        File.ReadAllText(CommittedPath()).ShouldBe(ScenarioSchema.Generate(), $"Regenerate it: {Command}");

    [Fact]
    public async Task What_the_reader_takes_validates()
    {
        (await ErrorsOf(Examples.Main)).ShouldBeEmpty();
        // The validator cannot compare integers beyond 64 bits with a sign.
        (await ErrorsOf(Examples.Full.Replace($"{ulong.MaxValue}", $"{long.MaxValue}", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("seed: 42", "sead: 42")]
    [InlineData("seed: 42", "seed: x")]
    [InlineData("seed: 42", "seed: -1")]
    [InlineData("seed: 42", "seed: \"42\"")]
    [InlineData("seed: 42", "lease: 2 seconds")]
    [InlineData("load: checkout\n", "")]
    [InlineData("load: checkout", "load: 7")]
    [InlineData("load: checkout", "load: [checkout]")]
    [InlineData("scenario: missing-timeout", "scenario: Missing_Timeout")]
    [InlineData("cpus: 0.5", "cpus: half")]
    [InlineData("cpus: 0.5", "cpus: 0")]
    [InlineData("memory: 256MiB", "memory: 256MB")]
    [InlineData("  limits:", "  port: 65536\n  limits:")]
    [InlineData("  limits:", "  ready: { path: health }\n  limits:")]
    [InlineData("  limits:", "  env: { \"A=B\": x }\n  limits:")]
    [InlineData("  limits:", "  env: { A: [] }\n  limits:")]
    [InlineData("status: 200", "status: 600")]
    [InlineData("stub: { status: 200, latency: 5ms }, ", "")]
    [InlineData("stub: {", "proxy: \"http://real:8080\", stub: {")]
    [InlineData("phases: { warmup: 2s, baseline: 4s, fault: 8s, recovery: 4s }", "phases: 18s")]
    [InlineData("- missing-timeout:", "- missing-timeuot:")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- missing-timeout")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- {}")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- { error: { at: process }, leak: { at: process } }")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, of: lage-object }")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, cap: 0 }")]
    [InlineData("at: http-client:payments, ", "")]
    [InlineData("at: http-client:payments", "at: client:payments")]
    [InlineData("rate: 100%", "rate: 100")]
    [InlineData("rate: 100%", "honor-cancellation: \"true\"")]
    [InlineData("\">= 99%\"", "99%")]
    [InlineData("p99:", "99:")]
    [InlineData("{ p99: \"<= 300ms\" }", "{}")]
    [InlineData("env: { Shop__Defenses: none }", "env: {}")]
    [InlineData("env: { Shop__Defenses: none }", "env: { Shop__Defenses: none }, none: slow")]
    [InlineData("\"< 10% for 5s\"", "\"< 10%\"")]
    [InlineData("abort: { availability: \"< 10% for 5s\" }", "abort: {}")]
    public async Task What_the_schema_can_know_is_refused_by_it_and_by_the_reader(string old, string by)
    {
        var text = Examples.With(old, by);

        (await ErrorsOf(text)).ShouldNotBeEmpty();
        Examples.Read(text).Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Keys_are_described_where_the_vocabulary_says_something() =>
        JsonNode.Parse(ScenarioSchema.Generate())!["properties"]!["load"]!["description"]!.GetValue<string>()
            .ShouldBe("A ScenarioName of the load profile file, nbomber-config.json.");

    private static async Task<IEnumerable<string>> ErrorsOf(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(ScenarioSchema.Generate(), TestContext.Current.CancellationToken);
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(document);
        return schema.Validate(json).Select(e => e.ToString());
    }

    private static string CommittedPath([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../../scenarios/scenario.schema.json"));
}
