using System.Reflection;
using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class PortablePdbTests
{
    private static readonly string Assembly = typeof(SourceSample).Assembly.Location;

    [Theory]
    [InlineData(0, 9)]
    [InlineData(1, 10)]
    public void Each_state_of_a_parked_method_has_the_line_of_its_await(int state, int line)
    {
        using var pdb = PortablePdb.Open(Assembly)!;

        var at = pdb.Await(MoveNext(), state)!.Value;

        at.Line.ShouldBe(SourceSample.Line + line);
        Path.GetFileName(at.File).ShouldBe("SourceSample.cs");
    }

    [Fact]
    public void A_state_that_the_method_does_not_have_has_no_line()
    {
        using var pdb = PortablePdb.Open(Assembly)!;

        pdb.Await(MoveNext(), 2).ShouldBeNull();
        pdb.Await(Token(nameof(SourceSample.Keep)), 0).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x06FFFFFF)]
    public void A_method_that_the_assembly_does_not_have_has_no_line(int token)
    {
        using var pdb = PortablePdb.Open(Assembly)!;

        pdb.Line(token, 0).ShouldBeNull();
        pdb.Await(token, 0).ShouldBeNull();
    }

    [Fact]
    public void An_assembly_without_symbols_or_none_at_all_has_none()
    {
        using var folder = new TemporaryFolder();
        var copy = folder["copy.dll"];
        File.Copy(Assembly, copy);

        PortablePdb.Open(copy).ShouldBeNull();
        PortablePdb.Open(folder["none.dll"]).ShouldBeNull();
    }

    [Fact]
    public void Code_that_adds_to_a_field_is_found()
    {
        using var code = AssemblyCode.Open(Assembly)!;
        using var pdb = PortablePdb.Open(Assembly)!;

        var found = AddingCode.Find(code, typeof(SourceSample).MetadataToken, "kept").ShouldHaveSingleItem();

        CodeNames.Method(found.Type, found.Method).ShouldBe($"{typeof(SourceSample).FullName}.{nameof(SourceSample.Keep)}");
        pdb.Line(found.Token, found.Offset)!.Value.Line.ShouldBe(SourceSample.Line + 16);
    }

    [Fact]
    public void Also_through_a_property()
    {
        using var code = AssemblyCode.Open(Assembly)!;

        AddingCode.Find(code, typeof(SourceSample).MetadataToken, "<OtherSources>k__BackingField").ShouldHaveSingleItem().Method.ShouldBe(nameof(SourceSample.KeepOther));
    }

    private static int MoveNext() => typeof(SourceSample).GetNestedTypes(BindingFlags.NonPublic)
        .Single(t => t.Name.Contains(nameof(SourceSample.AwaitTwiceAsync), StringComparison.Ordinal))
        .GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic)!.MetadataToken;

    private static int Token(string method) => typeof(SourceSample).GetMethod(method)!.MetadataToken;
}
