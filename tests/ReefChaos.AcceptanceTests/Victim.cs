namespace ReefChaos.AcceptanceTests;

/// <summary>A small service outside the repository that misbehaves as its environment variable VICTIM says.</summary>
internal static class Victim
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <StartupHookSupport>HOOKS</StartupHookSupport>
          </PropertyGroup>
        </Project>
        """;

    private const string Code = """
        var how = Environment.GetEnvironmentVariable("VICTIM");
        if (how == "crash") { Console.Error.WriteLine("victim: no database"); return 42; }
        if (how == "silent") { await Task.Delay(Timeout.Infinite); }
        if (how == "hoards") { Hoard(_ => GC.AllocateArray<byte>(1 << 20)); return 0; }
        if (how == "hoards-native") { Hoard(_ => Native()); return 0; }
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "ok");
        app.MapGet("/health", () => "ok");
        if (how == "dies") { _ = Task.Run(async () => { await Task.Delay(12000); Environment.Exit(43); }); }
        app.Run();
        return 0;

        static void Hoard(Func<int, object> mebibyte) { var all = Enumerable.Range(0, 200).Select(mebibyte).ToList(); GC.KeepAlive(all); }

        static object Native()
        {
            var at = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20);
            for (var o = 0; o < 1 << 20; o += 4096) { System.Runtime.InteropServices.Marshal.WriteByte(at, o, 1); }
            return at;
        }
        """;

    private static readonly Lazy<string> Once = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("reef-victim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return Create(folder, hooks: true, Code);
    });

    /// <summary>Built by the first test that runs it. Only for tests of which none goes beside another.</summary>
    public static string Shared => Once.Value;

    public static string Create(Workspace workspace, bool hooks = true, string? code = null) => Create(workspace.Folder, hooks, code ?? Code);

    /// <summary>A scenario of the victim, with load that only reads its root.</summary>
    public static string Scenario(Workspace workspace, string project, string env = "VICTIM: well", string target = "", string faults = "", string fault = "4s") => workspace.Write("victim.yaml", $$"""
        scenario: victim
        target:
          project: {{project}}
          env: { {{env}} }
          ready: { path: /, within: 8s }
        {{target}}
        load: browse
        phases: { warmup: 0s, baseline: 3s, fault: {{fault}}, recovery: 0s }
        {{faults}}
        slo: { availability: ">= 95%" }
        control: { none: Only the program's own behaviour is looked at here. }
        """);

    private static string Create(string parent, bool hooks, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "Victim")).FullName;
        File.WriteAllText(Path.Combine(folder, "Victim.csproj"), Project.Replace("HOOKS", hooks ? "true" : "false", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
        return folder;
    }
}
