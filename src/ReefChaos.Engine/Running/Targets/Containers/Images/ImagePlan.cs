namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>An image that may have to be built.</summary>
/// <param name="Source">The file that it is built for.</param>
internal sealed record ImagePlan(string Source, string Dockerfile, Dockerfile Steps, BuildContext Context, IReadOnlyDictionary<string, string> BuildArguments);
