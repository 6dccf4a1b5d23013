using System.Reflection;
using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class AssemblyCodeTests
{
    private const string Enter = "System.Threading.Monitor.Enter";
    private static readonly string Assembly = typeof(CallSample).Assembly.Location;

    [Theory]
    [InlineData(nameof(CallSample.WaitItself))]
    [InlineData(nameof(CallSample.WaitInside))]
    public void The_call_that_is_waited_in_is_found_also_in_what_may_be_inlined(string method)
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;

        var call = code.Call(Token(method), near: 0, Enter)!;

        call.Method.ShouldBe(nameof(CallSample.WaitItself));
        pdb.Line(call.Token, call.Offset)!.Value.Line.ShouldBe(CallSample.Line + 11);
    }

    [Theory]
    [InlineData(0, 29)]
    [InlineData(1_000, 35)]
    public void A_lock_has_the_line_of_its_statement_which_the_symbols_leave_out(int near, int line)
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;

        var call = code.Call(Token(nameof(CallSample.WaitTwice)), near, "System.Threading.Lock.EnterScope")!;

        pdb.LockLine(call.Token, code.Loading(call))!.Value.Line.ShouldBe(CallSample.Line + line);
    }

    [Theory]
    [InlineData(nameof(CallSample.WaitItself), "System.Threading.Lock.EnterScope")]
    [InlineData(nameof(CallSample.WaitItself), "")]
    [InlineData(nameof(CallSample.Generated), Enter)]
    public void What_is_not_called_is_not_found(string method, string called)
    {
        using var code = AssemblyCode.Open(Assembly)!;

        code.Call(Token(method), near: 0, called).ShouldBeNull();
    }

    [Fact]
    public void Code_of_a_generator_is_told_from_the_users()
    {
        using var code = AssemblyCode.Open(Assembly)!;

        code.IsGenerated(Token(nameof(CallSample.Generated))).ShouldBeTrue();
        code.IsGenerated(Token(nameof(CallSample.Wake))).ShouldBeFalse();
        code.IsGenerated(0).ShouldBeFalse();
    }

    [Fact]
    public void Who_subscribes_to_an_event_adds_to_it()
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;

        var found = AddingCode.Find(code, typeof(CallSample).MetadataToken, nameof(CallSample.Changed)).ShouldHaveSingleItem();

        found.Method.ShouldBe(nameof(CallSample.Subscribe));
        pdb.Line(found.Token, found.Offset)!.Value.Line.ShouldBe(CallSample.Line + 23);
    }

    [Theory]
    [InlineData(false, 45)]
    [InlineData(true, 46)]
    public void What_the_framework_keeps_is_handed_over_by_the_call_that_takes_it(bool isClosure, int line)
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;
        var closure = typeof(CallSample).GetNestedTypes(BindingFlags.NonPublic).Single(t => t.GetField("period") is not null);

        var found = HandingCode.Find(code, (isClosure ? closure : typeof(CallSample)).MetadataToken).ShouldHaveSingleItem();

        found.Method.ShouldBe(nameof(CallSample.Hand));
        pdb.Line(found.Token, found.Offset)!.Value.Line.ShouldBe(CallSample.Line + line);
    }

    [Fact]
    public void Who_listens_to_a_timer_is_kept_once_that_is_started()
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;

        var found = HandingCode.Find(code, typeof(CallSample.Listener).MetadataToken).ShouldHaveSingleItem();

        pdb.Line(found.Token, found.Offset)!.Value.Line.ShouldBe(CallSample.Line + 66);
    }

    [Fact]
    public void A_file_that_is_no_assembly_has_no_code() => AssemblyCode.Open(Path.ChangeExtension(Assembly, ".pdb")).ShouldBeNull();

    private static int Token(string method) => typeof(CallSample).GetMethod(method)!.MetadataToken;
}
