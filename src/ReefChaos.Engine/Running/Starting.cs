namespace ReefChaos.Engine.Running;

/// <summary>What starts while something else does. Disposing disposes of it, also where nobody has waited for it yet.</summary>
internal sealed class Starting<T>(Task<T> starting) : IAsyncDisposable where T : IAsyncDisposable
{
    /// <exception cref="EnvironmentLacksException">As of its start.</exception>
    public Task<T> EndAsync() => starting;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (await starting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception) when (!starting.IsCompletedSuccessfully)
        {
            // Whoever waited for it knows; else something failed before, and that is told.
        }
    }
}
