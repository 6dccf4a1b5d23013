using DotNet.Testcontainers.Configurations;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <param name="Id">Of what is in the engine, whatever a registry has under that name by now.</param>
internal sealed record ReaperImage(string Id, string Name)
{
    private const string Repository = "testcontainers/ryuk";

    /// <summary>Looks in the engine alone, and never pulls: whoever uses Testcontainers has it there. Its settings hold, to choose another or none.</summary>
    /// <returns>Null where there is none, or none is wanted.</returns>
    public static async Task<ReaperImage?> FindAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        if (!TestcontainersSettings.ResourceReaperEnabled)
        {
            return null;
        }

        var images = new ImageStore(engine.Client);
        if (TestcontainersSettings.ResourceReaperImage?.FullName is { } chosen)
        {
            return await images.FindAsync(chosen, cancellationToken).ConfigureAwait(false) is { } image ? new ReaperImage(image.ID, chosen) : null;
        }

        // Pulled by its digest it has no tag.
        return await images.NewestOfAsync(Repository, cancellationToken).ConfigureAwait(false) is { } newest
            ? new ReaperImage(newest.ID, newest.RepoTags?.FirstOrDefault() ?? Repository)
            : null;
    }
}
