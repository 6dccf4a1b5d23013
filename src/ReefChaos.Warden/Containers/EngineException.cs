using System.Net;

namespace ReefChaos.Warden.Containers;

/// <summary>The engine refused a call, or did not answer it.</summary>
/// <param name="status">Null where there was no answer.</param>
internal sealed class EngineException(string why, HttpStatusCode? status, Exception? inner = null) : RefusedException(why, inner)
{
    public bool Answered => status is not null;

    public bool NotFound => status is HttpStatusCode.NotFound;
}
