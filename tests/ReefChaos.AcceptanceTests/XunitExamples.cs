using System.Diagnostics;
using System.Xml.Linq;

namespace ReefChaos.AcceptanceTests;

/// <summary>The test assembly of ReefChaos.Xunit.Examples, run for real by its own runner.</summary>
internal static class XunitExamples
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    private static string Program => Path.Combine(
        AppContext.BaseDirectory.Replace("ReefChaos.AcceptanceTests", "ReefChaos.Xunit.Examples", StringComparison.Ordinal), "ReefChaos.Xunit.Examples.dll");

    /// <param name="arguments">Of xunit's runner, such as a filter.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Workspace workspace, params string[] arguments)
    {
        var results = Path.Combine(workspace.Folder, $"{Guid.NewGuid():N}.xml");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments, "-result-xml", results, "-noColor"]) { RedirectStandardOutput = true })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            File.Exists(results).ShouldBeTrue(output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return [.. XDocument.Load(results).Descendants("test").Select(Result.Of)];
    }

    /// <summary>Runs until a target of it runs, and dies there by <c>kill -9</c>.</summary>
    /// <returns>The target's process id.</returns>
    public static async Task<int> KilledAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments, "-noColor"]) { RedirectStandardOutput = true })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            int? target;
            while ((target = Leftovers.TargetOf(process.Id)) is null)
            {
                await Task.Delay(LookPeriod, TimeProvider.System, patience.Token);
            }

            return target.Value;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <param name="Text">The message of a failure, or the reason of a skip.</param>
    public sealed record Result(string Name, string Outcome, string Text, string Output, IReadOnlyList<string> Attachments)
    {
        public static Result Of(XElement test) => new(
            (string)test.Attribute("name")!,
            (string)test.Attribute("result")!,
            (string?)test.Element("failure")?.Element("message") ?? (string?)test.Element("reason") ?? "",
            (string?)test.Element("output") ?? "",
            [.. test.Descendants("attachment").Select(a => (string)a.Attribute("name")!)]);
    }
}
