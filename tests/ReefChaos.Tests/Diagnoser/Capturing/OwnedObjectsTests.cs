using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Of a real process.</summary>
public sealed class OwnedObjectsTests
{
    [Fact]
    public async Task Each_object_that_is_kept_has_one_owner_or_is_told_by_what_refers_to_it()
    {
        await using var shop = await AttachedShop.StartAsync();

        var objects = OwnedObjects.Look(shop.Attachment, TestContext.Current.CancellationToken);

        objects.IsWhole.ShouldBeTrue();
        objects.Kept.ShouldAllBe(k => objects.Owned.Where(o => o.Key.Type == k.Key).Sum(o => o.Value.Count) == k.Value);
        var words = shop.Attachment.Runtime.Heap.StringType.MethodTable;
        objects.Owned.Keys.Count(k => k.Type == words && !OwnedObjects.IsOwned(k)).ShouldBeGreaterThan(10);
        objects.Owned.Keys.Count(k => k.Type == words && OwnedObjects.IsOwned(k)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_the_programs_first_thread_waits_for_keeps_the_host_and_its_services()
    {
        await using var shop = await AttachedShop.StartAsync();

        var objects = OwnedObjects.Look(shop.Attachment, TestContext.Current.CancellationToken);

        Roots.Program(shop.Attachment).ShouldNotBeEmpty();
        objects.Kept.Keys.Select(k => shop.Attachment.Runtime.GetTypeByMethodTable(k)?.Name).ShouldContain("Microsoft.Extensions.Hosting.Internal.Host");
    }

    [Fact]
    public async Task A_way_says_by_which_field_each_of_the_users_objects_leads_on()
    {
        await using var shop = await AttachedShop.StartAsync();

        var objects = OwnedObjects.Look(shop.Attachment, TestContext.Current.CancellationToken);

        var steps = objects.Owned.Keys.Where(OwnedObjects.IsOwned).SelectMany(k => objects.Describe(k).Steps.SkipLast(1)).Where(s => CodeOwners.IsUsers(s.Type) && !s.Type.IsArray).ToList();
        steps.ShouldNotBeEmpty();
        steps.ShouldAllBe(s => s.Field != null);
    }

    [Fact]
    public async Task Tables_that_strong_handles_lead_to_are_roots_of_their_own()
    {
        await using var shop = await AttachedShop.StartAsync();
        shop.Attachment.Refresh();
        var runtime = shop.Attachment.Runtime;

        var tables = Roots.Tables(runtime).Select(t => t.Object.Address).ToHashSet();

        tables.ShouldNotBeEmpty();
        Roots.Handles(runtime).Select(h => h.Object).Where(o => o.Type?.Name == "System.Object[]" && runtime.Heap.GetSegmentByAddress(o.Address) is { Kind: GCSegmentKind.Pinned })
            .ShouldAllBe(o => tables.Contains(o.Address));
    }

    [Fact]
    public async Task A_timer_keeps_neither_its_queue_nor_other_timers()
    {
        await using var shop = await AttachedShop.StartAsync();

        var objects = OwnedObjects.Look(shop.Attachment, TestContext.Current.CancellationToken);

        var ways = objects.Owned.Keys.Select(k => objects.Describe(k).Steps.Select(s => s.Type.Name).ToList()).Where(w => w.Contains("System.Threading.TimerQueueTimer")).ToList();
        ways.ShouldNotBeEmpty();
        ways.ShouldAllBe(w => w.SkipWhile(t => t != "System.Threading.TimerQueueTimer").Skip(1).All(t => t != "System.Threading.TimerQueueTimer" && t != "System.Threading.TimerQueue"));
        var timers = objects.Kept.Single(k => shop.Attachment.Runtime.GetTypeByMethodTable(k.Key)?.Name == "System.Threading.TimerQueueTimer").Value;
        timers.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(100, 40, true)]
    [InlineData(100, 80, false)]
    public async Task What_gets_more_in_a_collection_that_does_not_is_within_it(long objects, long lists, bool isWithin)
    {
        await using var shop = await AttachedShop.StartAsync();
        var kept = OwnedObjects.Look(shop.Attachment, TestContext.Current.CancellationToken).Kept.Keys.Select(shop.Attachment.Runtime.GetTypeByMethodTable).OfType<ClrType>().ToList();
        var (holder, outer, inner, text) = (kept.First(CodeOwners.IsUsers), Collection("Dictionary<"), Collection("List<"), shop.Attachment.Runtime.Heap.StringType);
        var growing = new Dictionary<ulong, long> { [text.MethodTable] = objects, [inner.MethodTable] = lists };

        Owned((holder, "all"), (outer, null), (inner, null), (text, null)).IsWithin(new Link(holder, "all"), growing).ShouldBe(isWithin);
        Owned((holder, "all"), (inner, null), (text, null)).IsWithin(new Link(holder, "all"), growing).ShouldBeFalse();

        OwnedType Owned(params (ClrType, string?)[] steps) => new(default, text, new Root(1, "a root"), objects, objects, steps);

        ClrType Collection(string name) => kept.First(t => t.Name?.StartsWith("System.Collections.Generic." + name, StringComparison.Ordinal) == true && t.Name.EndsWith('>'));
    }
}
