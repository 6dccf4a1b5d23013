using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Processes;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class ImageBuilderTests : IDisposable
{
    private readonly FakeProcesses processes = new();

    public void Dispose() => processes.Dispose();

    [Fact]
    public void This_runner_is_at_work() => ImageBuilder.IsAtWork(ImageBuilder.Current, new Procfs()).ShouldBe(true);

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void A_runner_is_at_work_while_its_process_lives(long start, bool atWork)
    {
        processes.Add(4711, start);

        ImageBuilder.IsAtWork($"{new Owner(4711, 99)} pid:[1]", processes.Procfs).ShouldBe(atWork);
    }

    [Fact]
    public void Of_a_runner_in_a_container_nothing_is_known()
    {
        processes.Add(4711, start: 99);

        ImageBuilder.IsAtWork($"{new Owner(4711, 99)} pid:[2]", processes.Procfs).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4711:99")]
    [InlineData("somebody pid:[1]")]
    public void An_image_without_a_builder_is_nobodys_work(string? label) =>
        ImageBuilder.IsAtWork(label, processes.Procfs).ShouldBe(false);
}
