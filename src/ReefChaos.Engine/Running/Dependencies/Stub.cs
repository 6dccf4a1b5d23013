using System.Text;
using Microsoft.AspNetCore.Http;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>Gives every request the same answer.</summary>
internal sealed class Stub(StubSpec spec, TimeProvider time) : IAsyncDisposable
{
    private readonly byte[] body = Encoding.UTF8.GetBytes(spec.Body);

    public async Task AnswerAsync(HttpContext http)
    {
        if (spec.Latency.Value > TimeSpan.Zero)
        {
            await Task.Delay(spec.Latency, time, http.RequestAborted).ConfigureAwait(false);
        }

        await AnswerAsync(http, spec.Status, spec.ContentType, body).ConfigureAwait(false);
    }

    internal static Task AnswerAsync(HttpContext http, int status, string contentType, byte[] body)
    {
        http.Response.StatusCode = status;
        if (status is < 200 or 204 or 205 or 304)
        {
            return Task.CompletedTask;
        }

        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
