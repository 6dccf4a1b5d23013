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
}
