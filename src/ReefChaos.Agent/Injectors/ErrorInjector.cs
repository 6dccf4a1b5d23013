using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Agent.Injectors;

/// <summary>Fails the call with an exception, as the real thing would throw it there.</summary>
internal sealed class ErrorInjector(ArmedFault armed, ErrorFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    private const string Message = "Injected by ReefChaos.";

    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosFault(Drawn(new ChaosFaultStrategyOptions { FaultGenerator = _ => new(Make()) }));

    private Exception Make() => fault.Kind switch
    {
        // What HttpClient throws when its timeout passes.
        ErrorKind.Timeout when fault.At.Kind == SiteKind.HttpClient => new TaskCanceledException(Message, new TimeoutException(Message)),
        ErrorKind.Timeout => new TimeoutException(Message),
        ErrorKind.Io => new IOException(Message),
        ErrorKind.InvalidOperation => new InvalidOperationException(Message),
        _ => new HttpRequestException(HttpRequestError.ConnectionError, Message),
    };
}
