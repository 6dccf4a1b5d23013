using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class ObserverTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Recorder recorder;
    private readonly Observer observer;

    public ObserverTests()
    {
        recorder = new Recorder(Arm.Defended, file, new SilentView(), SilentView.NothingSecret);
        observer = new Observer(recorder, new ArmClock(time), time);
    }

    public void Dispose()
    {
        recorder.Dispose();
        stop.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task It_looks_once_a_second_until_it_is_stopped()
    {
        var observing = observer.RunAsync((at, _) => Task.FromResult<IReadOnlyList<Entry>>([Sample(at), Sample(at)]), stop.Token);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await ReachedAsync(2 * (i + 2));
        }

        await stop.CancelAsync();
        await observing;
        recorder.Snapshot().Entries.Select(e => e.At).ShouldBe([0, 0, 1, 1, 2, 2, 3, 3]);
    }

    [Fact]
    public async Task A_look_that_hangs_holds_up_no_other_and_ends_with_the_arm()
    {
        var hanging = observer.RunAsync(async (_, c) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, c);
            return [];
        }, stop.Token);
        var observing = observer.RunAsync((at, _) => Task.FromResult<IReadOnlyList<Entry>>([Sample(at)]), stop.Token);
        time.Advance(TimeSpan.FromSeconds(1));
        await ReachedAsync(2);

        await stop.CancelAsync();

        await Task.WhenAll(hanging, observing);
    }

    private async Task ReachedAsync(int count)
    {
        while (recorder.Snapshot().Entries.Count < count)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TargetSample Sample(double at) => new(1, 1, 1) { At = at };
}
