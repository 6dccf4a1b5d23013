using System.Diagnostics;

namespace ReefChaos.Torture.Rounds;

/// <summary>What all rounds stand on: the shop, and its payment provider.</summary>
internal sealed class Ground : IDisposable
{
    private const string Shop = "src/ReefChaos.Shop";

    /// <summary>Builds of one project do not go beside each other.</summary>
    private readonly SemaphoreSlim builds = new(1);

    private readonly Payments payments = new();
    private readonly string built;

    private Ground(string built) => this.built = built;

    public string PaymentsUrl => payments.Url;

    /// <param name="folder">Gets a project that says where the built shop is, and has nothing left to build.</param>
    /// <exception cref="InvalidOperationException">The shop does not build.</exception>
    public static async Task<Ground> LayAsync(string folder, CancellationToken cancellationToken)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Shop, "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary", "-nodeReuse:false"]))!;
        await build.WaitForExitAsync(cancellationToken);
        var program = Path.GetFullPath(Path.Combine(Shop, "bin", "Release", "net10.0", "ReefChaos.Shop.dll"));
        if (build.ExitCode != 0 || !File.Exists(program))
        {
            throw new InvalidOperationException($"{Shop} cannot be built. Storms are started in the repository's folder.");
        }

        var project = Path.Combine(folder, "Shop.proj");
        await File.WriteAllTextAsync(project, $"""
            <Project>
              <PropertyGroup>
                <TargetPath>{program}</TargetPath>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <Target Name="Restore" />
              <Target Name="Build" />
            </Project>
            """, cancellationToken);
        return new Ground(project);
    }

    /// <summary>The project of a round: the shop's own where its build is to be met as well.</summary>
    public string ProjectOf(RoundPlan plan) => plan.MeetsBuild ? Shop : built;

    /// <summary>Waits until no other round builds. Disposing lets the next one.</summary>
    public async Task<IDisposable> TurnAsync(RoundPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.MeetsBuild)
        {
            return new Turn(() => { });
        }

        await builds.WaitAsync(cancellationToken);
        return new Turn(() => builds.Release());
    }

    public void Dispose()
    {
        payments.Dispose();
        builds.Dispose();
    }

    private sealed class Turn(Action end) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                end();
            }
        }
    }
}
