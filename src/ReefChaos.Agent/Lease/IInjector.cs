namespace ReefChaos.Agent.Lease;

/// <summary>Performs one armed fault. Each of the three is called at most once, in this order.</summary>
internal interface IInjector
{
    /// <summary>May take its time, also for ever.</summary>
    /// <exception cref="RefusedException">It can't be armed, with the remedy.</exception>
    void Start();

    /// <summary>Ends the fault. On the lease's thread: it must not allocate, wait or throw.</summary>
    void Release();

    /// <summary>Gives back what takes time to give back: memory, threads, timers. On the janitor's thread.</summary>
    void Settle();
}
