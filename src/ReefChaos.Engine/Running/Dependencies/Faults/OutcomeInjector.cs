using System.Globalization;
using System.Text;
using ReefChaos.Faults;

namespace ReefChaos.Engine.Running.Dependencies.Faults;

/// <summary>Answers with the fault's own status; the real service is not asked.</summary>
internal sealed class OutcomeInjector(OutcomeFault fault) : IDependencyInjector
{
    private readonly byte[] body = Encoding.UTF8.GetBytes(fault.Body);

    public Task InjectAsync(Injection call)
    {
        if (fault.RetryAfter is { } wait)
        {
            call.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Stub.AnswerAsync(call.Http, fault.Status, "text/plain", body);
    }
}
