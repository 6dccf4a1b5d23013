using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class RootsTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.Internal.SocketConnection", true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpConnection", true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpConnectionMiddleware<System.Object>", false)]
    [InlineData("System.Net.Sockets.SocketAsyncEngine", true)]
    [InlineData("System.Net.Sockets.Socket", false)]
    [InlineData("System.Diagnostics.Metrics.MeterListener", true)]
    [InlineData("System.Diagnostics.Metrics.Meter", false)]
    [InlineData("System.Diagnostics.Metrics.Meter[]", false)]
    [InlineData("Shop.Sessions", false)]
    public void A_server_and_what_looks_at_it_keep_nothing_for_good_but_meters_do_last(string type, bool isPassing) => Roots.IsPassing(type).ShouldBe(isPassing);
}
