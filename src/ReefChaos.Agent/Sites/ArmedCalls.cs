using Polly;
using ReefChaos.Agent.Injectors;

namespace ReefChaos.Agent.Sites;

internal sealed record ArmedCall<TResult>(CallInjector Injector, ResiliencePipeline<TResult> Pipeline);

/// <summary>The faults at one slot, first armed outermost.</summary>
internal sealed class ArmedCalls<TResult>(ArmedCall<TResult>[] calls)
{
    public ArmedCall<TResult>[] Calls => calls;

    /// <summary>Tells the runner of a defect of the site itself.</summary>
    public void Report(Exception defect) => calls[0].Injector.Report(defect);

    /// <summary>Runs the call through every fault.</summary>
    public ValueTask<TResult> RunAsync<TState>(
        Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, CancellationToken cancellationToken) =>
        FromAsync(0, call, state, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, for callers that block: the faults then hold the calling thread.</summary>
    public TResult Run<TState>(Func<TState, CancellationToken, TResult> call, TState state, CancellationToken cancellationToken) =>
        From(0, call, state, cancellationToken);

    private ValueTask<TResult> FromAsync<TState>(
        int first, Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, CancellationToken cancellationToken) =>
        first == calls.Length
            ? call(state, cancellationToken)
            : calls[first].Pipeline.ExecuteAsync(
                static (s, token) => s.Self.FromAsync(s.Next, s.Call, s.State, token),
                (Self: this, Next: first + 1, Call: call, State: state),
                cancellationToken);

    private TResult From<TState>(
        int first, Func<TState, CancellationToken, TResult> call, TState state, CancellationToken cancellationToken)
    {
        if (first == calls.Length)
        {
            return call(state, cancellationToken);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKeys.Blocking, true);
        try
        {
            return calls[first].Pipeline.Execute(
                static (c, s) => s.Self.From(s.Next, s.Call, s.State, c.CancellationToken),
                context,
                (Self: this, Next: first + 1, Call: call, State: state));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
