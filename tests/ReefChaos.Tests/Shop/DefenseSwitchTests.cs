using ReefChaos.Shop;

namespace ReefChaos.Tests.Shop;

public sealed class DefenseSwitchTests
{
    [Theory]
    [InlineData(null, Defenses.All)]
    [InlineData("all", Defenses.All)]
    [InlineData("none", Defenses.None)]
    [InlineData("prices", Defenses.Prices)]
    [InlineData(" Audit , sessions ", Defenses.Audit | Defenses.Sessions)]
    [InlineData("prices,risk,payments,audit,sessions,stock", Defenses.All)]
    internal void Defences_are_read_by_name(string? text, Defenses expected) => DefenseSwitch.Parse(text).ShouldBe(expected);

    [Theory]
    [InlineData("bulkhead", "bulkhead")]
    [InlineData("prices,rsik", "rsik")]
    [InlineData("prices,none", "none")]
    [InlineData("prices,", "''")]
    [InlineData("", "''")]
    public void An_unknown_name_is_refused_in_one_line(string text, string wrong)
    {
        var refusal = Should.Throw<SettingsException>(() => DefenseSwitch.Parse(text));

        refusal.Message.ShouldContain(wrong);
        refusal.Message.ShouldContain("prices, risk, payments, audit, sessions, stock");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Each_defence_has_a_name_that_gives_it_back()
    {
        var names = string.Join(',', DefenseSwitch.NamesOf(Defenses.All));

        DefenseSwitch.Parse(names).ShouldBe(Defenses.All);
        DefenseSwitch.NamesOf(Defenses.None).ShouldBeEmpty();
    }
}
