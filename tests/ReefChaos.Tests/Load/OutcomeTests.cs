using System.Net.Sockets;
using ReefChaos.Load;

namespace ReefChaos.Tests.Load;

public sealed class OutcomeTests
{
    [Theory]
    [InlineData(200, null)]
    [InlineData(299, null)]
    [InlineData(199, "status-199")]
    [InlineData(302, "status-302")]
    [InlineData(503, "status-503")]
    public void By_default_the_two_hundreds_are_success(int status, string? failure) => Outcome.OfStatus(status, []).ShouldBe(failure);

    [Theory]
    [InlineData(404, null)]
    [InlineData(200, "status-200")]
    public void Expected_statuses_take_the_place_of_the_default(int status, string? failure) =>
        Outcome.OfStatus(status, [404, 409]).ShouldBe(failure);

    [Fact]
    public void Our_own_timeout_outranks_what_it_broke() =>
        Outcome.OfException(new IOException("", new SocketException(104)), timedOut: true).ShouldBe("timeout");

    [Fact]
    public void A_lost_connection_is_no_breach_of_protocol()
    {
        Outcome.OfException(new HttpRequestException("", new IOException("", new SocketException(104))), timedOut: false).ShouldBe("connection");
        Outcome.OfException(new HttpRequestException(HttpRequestError.ConnectionError), timedOut: false).ShouldBe("connection");
        Outcome.OfException(new HttpIOException(HttpRequestError.ResponseEnded), timedOut: false).ShouldBe("connection");
        Outcome.OfException(new OperationCanceledException(), timedOut: false).ShouldBe("connection");
    }

    [Fact]
    public void An_answer_that_is_not_HTTP_is_a_breach_of_protocol()
    {
        Outcome.OfException(new HttpRequestException(HttpRequestError.InvalidResponse), timedOut: false).ShouldBe("protocol");
        Outcome.OfException(new InvalidOperationException(), timedOut: false).ShouldBe("protocol");
    }
}
