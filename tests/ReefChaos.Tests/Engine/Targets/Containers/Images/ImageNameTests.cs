using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("redis", "redis:latest")]
    [InlineData("redis:7", "redis:7")]
    [InlineData("host:5000/redis", "host:5000/redis:latest")]
    [InlineData("redis@sha256:abc", "redis@sha256:abc")]
    public void A_name_without_a_tag_means_the_latest(string name, string full) => ImageName.WithTag(name).ShouldBe(full);

    [Theory]
    [InlineData("redis:7", "docker.io")]
    [InlineData("library/redis", "docker.io")]
    [InlineData("localhost/redis", "localhost")]
    [InlineData("host:5000/redis", "host:5000")]
    [InlineData("registry.example/a/b", "registry.example")]
    public void The_first_part_is_a_registry_if_it_looks_like_a_host(string name, string registry) => ImageName.RegistryOf(name).ShouldBe(registry);

    [Theory]
    [InlineData("ReefChaos.Shop", "reefchaos/reefchaos-shop-")]
    [InlineData("__My  Service__", "reefchaos/my-service-")]
    [InlineData("Ωμέγα", "reefchaos/target-")]
    public void A_repository_has_the_words_that_an_engine_takes(string title, string start) =>
        ImageName.RepositoryOf(title, "/a").ShouldMatch($"^{start}[0-9a-f]{{8}}$");

    [Fact]
    public void Two_places_do_not_share_a_repository() =>
        ImageName.RepositoryOf("shop", "/a/shop.dll").ShouldNotBe(ImageName.RepositoryOf("shop", "/b/shop.dll"));

    [Fact]
    public void Every_part_counts_for_the_tag() =>
        new[] { ImageName.TagOf(["a", "b"]), ImageName.TagOf(["a", "c"]), ImageName.TagOf(["ab"]) }.ShouldBeUnique();
}
