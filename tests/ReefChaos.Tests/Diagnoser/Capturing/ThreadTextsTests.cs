using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class ThreadTextsTests
{
    [Fact]
    public void A_blocked_threads_registers_are_read() =>
        ThreadTexts.SystemCall("7 0x7f01 0x1 0xffffffff 0x0 0x0 0x0 0x7ffd10 0x7f8784\n").ShouldBe(new SystemCall(7, 0x7ffd10, 0x7f8784));

    [Fact]
    public void One_that_is_blocked_outside_of_a_system_call_has_them_too() => ThreadTexts.SystemCall("-1 0x7ffd10 0x7f8784").ShouldBe(new SystemCall(-1, 0x7ffd10, 0x7f8784));

    [Theory]
    [InlineData("running\n")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("7 a b c")]
    public void One_that_runs_has_none(string? text) => ThreadTexts.SystemCall(text).ShouldBeNull();

    [Fact]
    public void Switches_of_both_kinds_are_added() =>
        ThreadTexts.Switches("Name:\tdotnet\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t7\n").ShouldBe(157);

    [Theory]
    [InlineData("Name:\tdotnet\n")]
    [InlineData(null)]
    public void A_text_without_them_gives_none(string? text) => ThreadTexts.Switches(text).ShouldBeNull();
}
