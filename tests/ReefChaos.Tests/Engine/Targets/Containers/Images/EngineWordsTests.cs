using System.Net;
using Docker.DotNet;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class EngineWordsTests
{
    [Fact]
    public void The_message_is_taken_out_of_the_answer() =>
        EngineWords.Of(new DockerApiException(HttpStatusCode.BadRequest, """{"message":"invalid reference format"}""")).ShouldBe("invalid reference format");

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("")]
    public void An_answer_of_somebody_else_is_given_as_it_is(string body) =>
        EngineWords.Of(new DockerApiException(HttpStatusCode.BadGateway, body)).ShouldContain("BadGateway");

    [Fact]
    public void A_full_disk_is_a_lack_of_the_machine()
    {
        EngineWords.DiskIsFull("write /var/lib/x: no space left on device.").ShouldNotBeNull().Message
            .ShouldStartWith("The container engine's disk is full (write /var/lib/x: no space left on device). Free some space");
        EngineWords.DiskIsFull("COPY failed: no such file").ShouldBeNull();
    }
}
