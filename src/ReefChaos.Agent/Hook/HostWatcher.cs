using System.Diagnostics;

namespace ReefChaos.Agent.Hook;

/// <summary>Sees every host of the process being built, through the diagnostic events that hosting sends.</summary>
/// <remarks>It names no hosting type: those are missing in apps that have no host.</remarks>
internal sealed class HostWatcher(Action<object> building, Action<object> built, Action<string, Exception> trouble)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            if (value is { Key: "HostBuilding", Value: { } builder })
            {
                building(builder);
            }
            else if (value is { Key: "HostBuilt", Value: { } host })
            {
                built(host);
            }
        }
        catch (Exception e)
        {
            trouble("entering the host", e);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
