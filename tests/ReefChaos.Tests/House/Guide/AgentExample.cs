using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace ReefChaos.Tests.House.Guide;

internal static class AgentExample
{
    public static WebApplicationBuilder Start(string[] args)
    {
        // begin: agent
        var builder = WebApplication.CreateBuilder(args);
        builder.AddReefChaos();
        // end: agent
        return builder;
    }
}
