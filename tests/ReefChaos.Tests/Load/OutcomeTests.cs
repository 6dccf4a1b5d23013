using System.Net.Sockets;
using System.Security.Authentication;
using ReefChaos.Load.Requests;

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

    [Theory]
    [InlineData(0, null)]
    [InlineData(14, "grpc-14")]
    [InlineData(null, "protocol")]
    public void A_call_succeeds_by_its_own_status(int? status, string? failure) => Outcome.OfGrpc(status).ShouldBe(failure);

    [Fact]
    public void A_lost_connection_is_no_breach_of_protocol()
    {
        Outcome.OfException(new HttpRequestException("", new IOException("", new SocketException(104)))).ShouldBe("connection");
        Outcome.OfException(new HttpRequestException(HttpRequestError.ConnectionError)).ShouldBe("connection");
        Outcome.OfException(new HttpIOException(HttpRequestError.ResponseEnded)).ShouldBe("connection");
        Outcome.OfException(new OperationCanceledException()).ShouldBe("connection");
        Outcome.OfException(new HttpRequestException("", new HttpProtocolException(8, "The stream was cancelled.", null))).ShouldBe("connection");
    }

    [Fact]
    public void An_answer_that_is_not_HTTP_is_a_breach_of_protocol()
    {
        Outcome.OfException(new HttpRequestException(HttpRequestError.InvalidResponse)).ShouldBe("protocol");
        Outcome.OfException(new HttpRequestException("", new HttpProtocolException(1, "Not HTTP/2.", null))).ShouldBe("protocol");
        Outcome.OfException(new InvalidOperationException()).ShouldBe("protocol");
    }

    [Fact]
    public void An_unknown_name_and_an_untrusted_certificate_are_kinds_of_their_own()
    {
        Outcome.OfException(new HttpRequestException("", new SocketException((int)SocketError.HostNotFound))).ShouldBe("dns");
        Outcome.OfException(new HttpRequestException(HttpRequestError.SecureConnectionError, "", new AuthenticationException())).ShouldBe("tls");
    }

    [Fact]
    public void What_the_worker_lacks_is_told_apart()
    {
        Outcome.OfShortage(new HttpRequestException("", new SocketException((int)SocketError.TooManyOpenSockets))).ShouldBe(Shortage.Descriptors);
        Outcome.OfShortage(new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused))).ShouldBeNull();
    }
}
