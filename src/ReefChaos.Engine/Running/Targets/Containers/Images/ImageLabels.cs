namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>Images carry no owner: they are a cache that all runners share.</summary>
internal static class ImageLabels
{
    /// <summary>On every image that ReefChaos made, those of the scripts in <c>docker/</c> included.</summary>
    public const string Ours = "reefchaos.image";

    /// <summary>Who builds it, as <see cref="ImageBuilder"/> writes it; empty where nobody of ours does. Of no meaning once the image has a name.</summary>
    public const string Builder = "reefchaos.builder";

    /// <summary>The file that it was built for. When that is gone, nobody needs the image.</summary>
    public const string Source = "reefchaos.source";
}
