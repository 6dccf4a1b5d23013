using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class OwnThreadIdsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public OwnThreadIdsTests()
    {
        Namespace("self", "pid:[1]");
        Namespace("70", "pid:[2]");
        Thread(70, own: 1);
        Thread(93, own: 8);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_containers_thread_is_found_by_the_id_that_it_has_there()
    {
        var ids = new OwnThreadIds(70, new Procfs(root));

        ids.Here(1).ShouldBe(70);
        ids.Here(8).ShouldBe(93);
        ids.Here(93).ShouldBeNull();
        ids.All.ShouldBe([1, 8], ignoreOrder: true);
    }

    [Fact]
    public void An_id_that_is_given_again_means_the_new_thread_after_the_next_look()
    {
        var ids = new OwnThreadIds(70, new Procfs(root));
        ids.Here(8).ShouldBe(93);
        Directory.Delete(Path.Combine(root, "70", "task", "93"), recursive: true);
        Thread(95, own: 8);

        ids.Forget();

        ids.Here(8).ShouldBe(95);
    }

    [Fact]
    public void In_our_own_process_space_ids_are_the_same()
    {
        Namespace("71", "pid:[1]");

        new OwnThreadIds(71, new Procfs(root)).Here(12).ShouldBe(12);
    }

    private void Namespace(string process, string name)
    {
        Directory.CreateDirectory(Path.Combine(root, process, "ns"));
        File.CreateSymbolicLink(Path.Combine(root, process, "ns", "pid"), name);
    }

    private void Thread(int here, int own)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "70", "task", $"{here}")).FullName;
        File.WriteAllText(Path.Combine(folder, "status"), $"Name:\tx\nNSpid:\t{here}\t{own}\nThreads:\t2\n");
    }
}
