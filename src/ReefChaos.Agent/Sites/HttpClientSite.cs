using Microsoft.Extensions.Http;

namespace ReefChaos.Agent.Sites;

/// <summary>Requests that go out by one named client of the <c>IHttpClientFactory</c>.</summary>
internal sealed class HttpClientSite : CallSlot<HttpResponseMessage>;

/// <summary>Adds the innermost handler: inside the app's resilience handlers, above the one that sends.</summary>
internal sealed class HttpClientFilter(Func<string, HttpClientSite> siteOf, Troubles troubles) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        troubles.Guard("http-client sites", () => builder.AdditionalHandlers.Add(new HttpClientHandler(siteOf(builder.Name ?? ""))));
    };

    private sealed class HttpClientHandler(HttpClientSite site) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            site.Armed is { } armed ? SendArmedAsync(armed, request, cancellationToken) : base.SendAsync(request, cancellationToken);

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (site.Armed is not { } armed)
            {
                return base.Send(request, cancellationToken);
            }

            var response = armed.Run(static (s, token) => s.Self.SendOn(s.Request, token), (Self: this, Request: request), cancellationToken);
            response.RequestMessage ??= request;
            return response;
        }

        private async Task<HttpResponseMessage> SendArmedAsync(
            ArmedCalls<HttpResponseMessage> armed, HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await armed.RunAsync(
                static (s, token) => new ValueTask<HttpResponseMessage>(s.Self.SendOnAsync(s.Request, token)),
                (Self: this, Request: request),
                cancellationToken).ConfigureAwait(false);
            response.RequestMessage ??= request;
            return response;
        }

        private Task<HttpResponseMessage> SendOnAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, cancellationToken);

        private HttpResponseMessage SendOn(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.Send(request, cancellationToken);
    }
}
