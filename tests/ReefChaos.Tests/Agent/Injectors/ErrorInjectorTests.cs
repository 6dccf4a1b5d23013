using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class ErrorInjectorTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(ErrorKind.HttpRequest, typeof(HttpRequestException))]
    [InlineData(ErrorKind.Timeout, typeof(TimeoutException))]
    [InlineData(ErrorKind.Io, typeof(IOException))]
    [InlineData(ErrorKind.InvalidOperation, typeof(InvalidOperationException))]
    public void A_fault_point_throws_what_the_kind_says(ErrorKind kind, Type expected)
    {
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite, Kind = kind });
        Should.Throw(() => bench.Point.Hit(), expected);
        armed.Status.Calls.ShouldBe(1);
        armed.Status.Injections.ShouldBe(1);
    }

    [Fact]
    public async Task A_timed_out_http_call_looks_as_HttpClient_makes_it()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        bench.Arm(new ErrorFault { At = Site.Parse("http-client:payments"), Kind = ErrorKind.Timeout });
        var error = await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken));
        error.InnerException.ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public void Disarmed_the_point_does_nothing_and_counts_nothing()
    {
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite });
        bench.Disarm();
        bench.Point.Hit();
        armed.Calls.ShouldBe(0);
    }

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed() => bench.ShouldChooseBySeed(new ErrorFault { At = bench.PointSite });

    [Fact]
    public void A_rate_of_nothing_hits_nothing()
    {
        var armed = bench.Arm(new ErrorFault { At = bench.PointSite, Rate = new Ratio(0) });
        bench.Point.Hit();
        armed.Status.Calls.ShouldBe(1);
        armed.Status.Injections.ShouldBe(0);
    }
}
