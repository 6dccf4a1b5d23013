namespace ReefChaos.Load.Running;

/// <summary>How requests travel. It tells <see cref="Traffic"/> what became of each, holding the gate while it does.</summary>
internal interface ITransport : IDisposable
{
    /// <summary>As many as it can use.</summary>
    int Cores { get; }

    /// <summary>Sends the request of the flight's step. Called with the gate held; it does not wait for anything.</summary>
    void Send(Flight flight);

    /// <summary>The flight's request has timed out, and is not waited for any longer. Called with the gate held.</summary>
    void Abort(Flight flight);

    /// <summary>Until this instant, or <see cref="Wake"/>, or earlier. Called by the driver's thread, without the gate.</summary>
    void Wait(long until);

    /// <summary>Ends a wait. From any thread.</summary>
    void Wake();
}
