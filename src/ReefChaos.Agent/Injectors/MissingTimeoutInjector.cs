using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Agent.Injectors;

/// <summary>The call gets no answer; once released an HTTP call fails as if the connection were closed, a fault point goes on.</summary>
internal sealed class MissingTimeoutInjector(ArmedFault armed, MissingTimeoutFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosFault(Drawn(new ChaosFaultStrategyOptions { FaultGenerator = a => HangAsync(a.Context) }));

    private async ValueTask<Exception?> HangAsync(ResilienceContext context)
    {
        var token = fault.HonorCancellation ? context.CancellationToken : CancellationToken.None;
        return await HoldAsync(context, static () => Gate.Longest, token).ConfigureAwait(false) && fault.At.Kind == SiteKind.HttpClient
            ? new HttpRequestException(HttpRequestError.ResponseEnded, "The server closed the connection without an answer.")
            : null;
    }
}
