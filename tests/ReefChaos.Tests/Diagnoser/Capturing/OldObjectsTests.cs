using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Diagnoser.Capturing.Events;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>In a real process whose heap was collected twice: then what lives is old.</summary>
public sealed class OldObjectsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_old_objects_are_walked_as_the_library_walks_them()
    {
        await using var shop = await AttachedShop.StartAsync();
        await CollectTwiceAsync(shop.ProcessId);
        shop.Attachment.Refresh();
        var heap = shop.Attachment.Runtime.Heap;

        var old = heap.Segments.Where(s => s.Kind == GCSegmentKind.Generation2 && s.ObjectRange.Length > 0).ToList();

        old.Sum(s => new OldObjects(heap).In(s).Count()).ShouldBeGreaterThan(1_000);
        old.ShouldAllBe(s => new OldObjects(heap).In(s).Select(o => o.Address).SequenceEqual(s.EnumerateObjects(true).Select(o => o.Address)));
    }

    private static async Task CollectTwiceAsync(int processId)
    {
        var (look, why) = await EventLook.OpenAsync(new DiagnosticsClient(processId), TimeProvider.System, TestContext.Current.CancellationToken);
        await using var events = look.ShouldNotBeNull(why);
        (await events.CollectAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await events.CollectAsync(Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }
}
