using ReefChaos.Engine.Running.Targets;
using ReefChaos.Processes;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class OwnerTests
{
    private static readonly Owner Someone = new(4711, 99);

    [Fact]
    public void An_owner_survives_its_own_label() => Owner.Parse(Someone.ToString()).ShouldBe(Someone);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("4711")]
    [InlineData("4711:")]
    [InlineData("4711:-1")]
    [InlineData("4711:99:1")]
    [InlineData("0:99")]
    [InlineData("1:99")]
    [InlineData("-1:99")]
    [InlineData("99999999999:99")]
    public void What_is_no_label_names_nobody(string? label) => Owner.Parse(label).ShouldBeNull();

    [Fact]
    public void A_group_tells_its_owner() => Owner.OfGroup("reefchaos.4711.99.3").ShouldBe(Someone);

    [Theory]
    [InlineData("reefchaos.4711.99")]
    [InlineData("reefchaos.x.99.3")]
    [InlineData("reefchaos-4711.99.3")]
    [InlineData("4711.99.3")]
    public void A_group_of_another_name_is_not_ours(string name) => Owner.OfGroup(name).ShouldBeNull();

    [Fact]
    public void New_parts_are_ours_and_differ()
    {
        var (one, other) = (Owner.NewPart(), Owner.NewPart());
        other.ShouldNotBe(one);
        Owner.OfPart(one).ShouldBe(Owner.Current);
    }

    [Fact]
    public void This_process_lives() => Owner.Current.Lives(new Procfs()).ShouldBeTrue();

    [Fact]
    public void A_process_that_got_a_dead_runners_id_is_not_that_runner()
    {
        using var processes = new FakeProcesses();
        processes.Add(4711, start: 100);
        Someone.Lives(processes.Procfs).ShouldBeFalse();
    }

    [Theory]
    [InlineData('S', true)]
    [InlineData('R', true)]
    [InlineData('T', true)]
    [InlineData('Z', false)]
    public void A_zombie_is_dead(char state, bool lives)
    {
        using var processes = new FakeProcesses();
        processes.Add(4711, start: 99, state: state);
        Someone.Lives(processes.Procfs).ShouldBe(lives);
    }
}
