using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.Tests.Engine.Targets.Containers.Images;

public sealed class BuildMessagesTests
{
    [Fact]
    public void The_step_the_last_image_and_the_first_error_are_kept()
    {
        var messages = new BuildMessages();
        foreach (var text in (string[])["Step 1/3 : FROM one\n", " ---> 0123456789ab\n", "Step 2/3 : LABEL a=b\n", " ---> Running in aaaaaaaaaaaa\n", " ---> ba9876543210\n", "Step 3/3 : COPY a b\n"])
        {
            messages.Report(new JSONMessage { Stream = text });
        }

        messages.Report(new JSONMessage { Error = new JSONError { Message = "COPY failed" } });
        messages.Report(new JSONMessage { Error = new JSONError { Message = "and more" } });

        (messages.Step, messages.LastImage, messages.Error).ShouldBe((3, "ba9876543210", "COPY failed"));
    }

    [Fact]
    public void Only_the_first_word_is_announced()
    {
        var words = 0;
        var messages = new BuildMessages(() => words++);

        messages.Report(new JSONMessage { Status = "Pulling from one" });
        messages.Report(new JSONMessage { Status = "Downloading" });

        words.ShouldBe(1);
    }
}
