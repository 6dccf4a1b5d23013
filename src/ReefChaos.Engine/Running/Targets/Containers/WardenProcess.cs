using ReefChaos.Wire;
namespace ReefChaos.Engine.Running.Targets.Containers;
internal sealed class WardenProcess : IFaultPort, IAsyncDisposable
{
    public static Task<WardenProcess> StartAsync(IReadOnlyDictionary<string, string> env, CancellationToken c) => Task.FromResult(new WardenProcess());
    public Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken) => Task.FromResult<AgentReply>(new DoneReply());
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
