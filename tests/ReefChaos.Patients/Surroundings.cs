using System.Net;

namespace ReefChaos.Patients;

/// <summary>Who the patient talks to. All of them live in the process that started it.</summary>
internal static class Surroundings
{
    /// <summary>An HTTP service: <c>/answer?ms=N</c> answers after that long, <c>/slow</c> in 200 to 500 ms, <c>/stall</c> sends half a body,
    /// <c>/watch</c> sends headers and then an event now and then.</summary>
    public static Uri Service { get; } = new(Read("PATIENT_SERVICE", "http://127.0.0.1:1"));

    /// <summary>Takes connections, and never says a word.</summary>
    public static IPEndPoint Silent { get; } = IPEndPoint.Parse(Read("PATIENT_SILENT", "127.0.0.1:1"));

    /// <summary>A Redis that answers the handshake, and no GET.</summary>
    public static IPEndPoint Redis { get; } = IPEndPoint.Parse(Read("PATIENT_REDIS", "127.0.0.1:1"));

    private static string Read(string name, string without) => Environment.GetEnvironmentVariable(name) ?? without;
}
