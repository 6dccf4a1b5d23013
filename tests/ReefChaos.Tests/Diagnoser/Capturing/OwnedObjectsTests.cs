using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;
using ReefChaos.Tests.Engine.Diagnosing;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Of a real process.</summary>
public sealed class OwnedObjectsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OwnedObjectsTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked into on Linux only.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_object_that_is_kept_has_one_owner_or_is_told_by_what_refers_to_it()
    {
        await using var target = await PlainShop.StartAsync(folder.Location);
        var (attachment, why) = Attachment.Open(new DiagnoseOrder(target.ProcessId), new Procfs());
        using var attached = attachment.ShouldNotBeNull(why);

        var objects = OwnedObjects.Look(attached, TestContext.Current.CancellationToken);

        objects.IsWhole.ShouldBeTrue();
        objects.Kept.ShouldAllBe(k => objects.Owned.Where(o => o.Key.Type == k.Key).Sum(o => o.Value.Count) == k.Value);
        var words = attached.Runtime.Heap.StringType.MethodTable;
        objects.Owned.Keys.Count(k => k.Type == words && !OwnedObjects.IsOwned(k)).ShouldBeGreaterThan(10);
        objects.Owned.Keys.Count(k => k.Type == words && OwnedObjects.IsOwned(k)).ShouldBeGreaterThan(0);
    }
}
