using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Tests.House;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class DockerfileTests
{
    [Theory]
    [InlineData("FROM redis:7", "redis:7")]
    [InlineData("from --platform=linux/amd64 redis:7 as cache", "redis:7")]
    [InlineData("ARG TAG=7\nFROM redis:$TAG", "redis:7")]
    [InlineData("ARG NAME=\"redis\" TAG='7'\nFROM ${NAME}:${TAG}", "redis:7")]
    [InlineData("FROM redis:${TAG:-7}", "redis:7")]
    [InlineData("# FROM other\nFROM \\\n  # a remark\n  redis:7", "redis:7")]
    [InlineData("FROM scratch\nCOPY a /a", "")]
    [InlineData("FROM sdk:10 AS build\nRUN make\nFROM aspnet:10\nCOPY --from=build /out .\nFROM BUILD", "sdk:10 aspnet:10")]
    [InlineData("FROM redis:7\nFROM redis:7", "redis:7")]
    [InlineData("FROM redis:7\r\nUSER 1654\r\n", "redis:7")]
    [InlineData("FROM", "")]
    [InlineData("", "")]
    public void It_names_the_images_that_it_stands_on(string text, string bases) =>
        string.Join(' ', Dockerfile.Parse(text).Bases).ShouldBe(bases);

    [Fact]
    public void An_argument_of_a_stage_does_not_choose_a_base() =>
        Dockerfile.Parse("ARG BASE_IMAGE=one\nFROM ${BASE_IMAGE}\nARG BASE_IMAGE=two").DefaultBase.ShouldBe("one");

    [Fact]
    public void Without_the_argument_no_other_base_can_be_put_in() =>
        Dockerfile.Parse("FROM one").DefaultBase.ShouldBeNull();

    [Fact]
    public void Steps_have_the_line_where_they_begin() =>
        Dockerfile.Parse("# why\nARG A=1\n\nFROM one\nRUN a \\\n  && b\nCOPY c d\n").StepLines.ShouldBe([2, 4, 5, 7]);

    [Theory]
    [InlineData("FROM one\nARG REEFCHAOS_BUILDER=\nLABEL a=${REEFCHAOS_BUILDER}", true)]
    [InlineData("FROM one\nARG REEFCHAOS_BUILDERS", false)]
    [InlineData("FROM one\nLABEL a=REEFCHAOS_BUILDER", false)]
    public void It_may_ask_who_builds_it(string text, bool asks) => Dockerfile.Parse(text).TakesBuilder.ShouldBe(asks);

    public static TheoryData<string> Shipped() => ["docker/Dockerfile", "docker/redis/Dockerfile"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Ours_has_a_base_that_can_be_replaced_and_a_script_that_does_it(string path)
    {
        var dockerfile = Dockerfile.Parse(File.ReadAllText(Repository.At(path)));

        dockerfile.Bases.ShouldBe([dockerfile.DefaultBase!]);
        dockerfile.TakesBuilder.ShouldBeTrue();
        File.Exists(Path.Combine(Path.GetDirectoryName(Repository.At(path))!, BaseImages.Script)).ShouldBeTrue();
    }
}
