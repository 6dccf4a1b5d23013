using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>Of the objects of a real process.</summary>
public sealed class FieldPlacesTests
{
    private const string Task = "System.Threading.Tasks.Task";
    private const string List = "System.Collections.Generic.List<";

    [Fact]
    public async Task Fields_are_found_read_and_asked_for_once()
    {
        await using var shop = await AttachedShop.StartAsync();
        var objects = shop.Attachment.Runtime.Heap.EnumerateObjects().Where(o => o.Type is not null).ToList();
        var asked = 0;
        var places = new FieldPlaces(() => asked++);

        var list = objects.First(o => o.Type!.Name!.StartsWith(List, StringComparison.Ordinal) && !o.ReadObjectField("_items").IsNull);
        places.Of(list.Type!, "_items").ShouldBe(FieldPlaces.Header + list.Type!.GetFieldByName("_items")!.Offset);
        places.Read(list, "_items").Address.ShouldBe(list.ReadObjectField("_items").Address);
        places.Read(list, "_items").IsArray.ShouldBeTrue();
        places.Read(list, "_size").IsNull.ShouldBeTrue("it is no reference");
        places.Of(list.Type!, "no such field").ShouldBeNull();
        places.Read(list, "no such field").IsNull.ShouldBeTrue();
        asked.ShouldBe(3);

        places.IsTask(list.Type!).ShouldBeFalse();
        places.OfTask(list.Type!, "m_stateFlags").ShouldBeNull();
        places.ReadTask(list, "m_stateFlags").IsNull.ShouldBeTrue();
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task All_tasks_have_the_fields_of_the_frameworks_own_type_at_the_same_places()
    {
        await using var shop = await AttachedShop.StartAsync();
        var asked = 0;
        var places = new FieldPlaces(() => asked++);

        var tasks = shop.Attachment.Runtime.Heap.EnumerateObjects().Where(o => o.Type is not null && places.IsTask(o.Type)).DistinctBy(o => o.Type!.MethodTable).ToList();
        tasks.ShouldContain(t => t.Type!.Name!.Contains("StateMachineBox<", StringComparison.Ordinal));
        tasks.ShouldAllBe(t => BaseTypes.Of(t.Type!).Any(b => b.Name == Task));
        tasks.ShouldAllBe(t => places.OfTask(t.Type!, "m_stateFlags") == FieldPlaces.Header + t.Type!.GetFieldByName("m_stateFlags")!.Offset);
        tasks.ShouldAllBe(t => places.ReadTask(t, "m_continuationObject").Address == t.ReadObjectField("m_continuationObject").Address);
        asked.ShouldBe(2, "once for each field, however many types of tasks there are");
    }
}
