using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Which code sees to it that something is kept.</summary>
public sealed class KeepingCodeTests : IDisposable
{
    private static readonly string Assembly = typeof(MakingSample).Assembly.Location;

    private readonly AssemblyCode code = AssemblyCode.Open(Assembly)!;

    public void Dispose() => code.Dispose();

    [Fact]
    public void Code_that_takes_out_what_is_too_much_has_a_limit()
    {
        Adding("some").IsLimited.ShouldBeTrue();
        Adding("others").IsLimited.ShouldBeTrue();
        Adding("slots").IsLimited.ShouldBeFalse();
        Lines([Adding("slots")]).ShouldBe([20]);
    }

    [Theory]
    [InlineData(false, 71)]
    [InlineData(true, 74)]
    public void What_is_looked_up_in_a_collection_is_added_to_at_a_line_of_its_own(bool isWithin, int line)
    {
        Lines([Adding("byNumber", isWithin)]).ShouldBe([line]);
        Lines([Adding("slots", isWithin)]).ShouldBe([20]);
    }

    [Fact]
    public void Objects_are_made_where_others_than_themselves_call_for_them() =>
        Lines(MakingCode.Of(code, typeof(MakingSample.Made).MetadataToken)).ShouldBe([26, 27]);

    [Fact]
    public void Memory_is_taken_first_of_all_where_it_is_not_given_back()
    {
        var found = MakingCode.Calling(code, Keepers.TakesMemory).Where(c => c.Type == typeof(MakingSample).FullName).ToList();

        Lines(found).ShouldBe([34, 35, 41]);
    }

    [Theory]
    [InlineData("System.String", "Intern", true, "System.Object[]", "System.String")]
    [InlineData("System.String", "Intern", false, "System.Object[]", "System.String")]
    [InlineData("System.Runtime.InteropServices.GCHandle", "Alloc", true, "System.Byte[]")]
    [InlineData("System.Runtime.InteropServices.GCHandle", "Alloc", false, "System.Byte[]")]
    [InlineData("System.Threading.CancellationTokenSource", "CreateLinkedTokenSource", true, "System.Threading.CancellationTokenSource", "System.Threading.CancellationTokenSource+Linked1CancellationTokenSource")]
    [InlineData("System.Threading.CancellationToken", "Register", true, "System.Threading.CancellationTokenSource", "System.Threading.CancellationTokenSource+CallbackNode")]
    [InlineData("Microsoft.Extensions.Caching.Memory.CacheExtensions", "Set", true, "Microsoft.Extensions.Caching.Memory.MemoryCache", "System.Byte[]")]
    [InlineData("Microsoft.Extensions.Caching.Memory.CacheExtensions", "Set", false, "Microsoft.Extensions.Caching.Memory.MemoryCache", "System.Byte[]")]
    [InlineData("System.Diagnostics.Metrics.Meter", ".ctor", true, "System.Object[]", "System.Diagnostics.Metrics.Meter")]
    [InlineData("System.Diagnostics.ActivitySource", ".ctor", true, "System.Object[]", "System.Diagnostics.ActivitySource")]
    public void What_the_framework_keeps_was_given_to_it_by_a_call(string holder, string name, bool isHandle, params string[] types)
    {
        var isKept = Keepers.Of(types, isHandle)?.Invoke(holder, name) == true;

        isKept.ShouldBe(isHandle || types[0].EndsWith("Cache", StringComparison.Ordinal));
        (Keepers.Of(types, isHandle)?.Invoke(holder, "ToString") == true).ShouldBeFalse();
    }

    private CodeOffset Adding(string field, bool isWithin = false) => AddingCode.Find(code, typeof(MakingSample).MetadataToken, field, isWithin).ShouldHaveSingleItem();

    private static IEnumerable<int> Lines(IEnumerable<CodeOffset> found)
    {
        using var pdb = PortablePdb.Open(Assembly)!;
        return found.Select(c => pdb.Line(c.Token, c.Offset)!.Value.Line - MakingSample.Line).ToList();
    }
}
