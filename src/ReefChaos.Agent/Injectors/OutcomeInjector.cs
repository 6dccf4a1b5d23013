using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Outcomes;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Answers in place of the app, or of the service that the app calls.</summary>
internal sealed class OutcomeInjector : CallInjector
{
    private readonly OutcomeFault fault;

    /// <exception cref="RefusedException">It is no status that a final answer can have.</exception>
    public OutcomeInjector(ArmedFault armed, OutcomeFault fault, CallSlot slot)
        : base(armed, slot)
    {
        this.fault = fault.Status is >= 200 and <= 599
            ? fault
            : throw new RefusedException($"An answer's status is from 200 to 599, not {fault.Status}.");
    }

    private int? RetryAfterSeconds => fault.RetryAfter is { } after ? (int)Math.Ceiling(after.Value.TotalSeconds) : null;

    public override void AddTo(ResiliencePipelineBuilderBase pipeline)
    {
        switch (pipeline)
        {
            case ResiliencePipelineBuilder<HttpResponseMessage> outgoing:
                Add(outgoing, Response);
                break;
            case ResiliencePipelineBuilder<CannedAnswer?> incoming:
                Add(incoming, () => new CannedAnswer(fault.Status, fault.Body, RetryAfterSeconds));
                break;
        }
    }

    private void Add<TResult>(ResiliencePipelineBuilder<TResult> pipeline, Func<TResult> answer) =>
        pipeline.AddChaosOutcome(Drawn(new ChaosOutcomeStrategyOptions<TResult>
        {
            OutcomeGenerator = _ => new(Made<Outcome<TResult>?>(() => Outcome.FromResult(answer()), null)),
        }));

    private HttpResponseMessage Response()
    {
        var response = new HttpResponseMessage((HttpStatusCode)fault.Status) { Content = new StringContent(fault.Body) };
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        }

        return response;
    }
}
