using System.Reflection;
using PublicApiGenerator;

namespace ReefChaos.Tests.House;

/// <summary>What a shipped library promises is an approved file, so that no change of it goes unseen.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("ReefChaos")]
    [InlineData("ReefChaos.Agent")]
    [InlineData("ReefChaos.Engine")]
    [InlineData("ReefChaos.Xunit")]
    public void The_public_api_is_the_approved_one(string assembly)
    {
        var api = Assembly.Load(assembly).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";

        Approved.Compare(api, Repository.At("tests", "ReefChaos.Tests", "House", $"{assembly}.api.txt"));
    }
}
