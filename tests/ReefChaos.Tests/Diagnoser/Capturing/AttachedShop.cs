using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Processes;
using ReefChaos.Tests.Engine.Diagnosing;
using ReefChaos.Tests.Engine.Targets;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Diagnoser.Capturing;

/// <summary>A real process whose memory is looked into.</summary>
internal sealed class AttachedShop : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly ProcessTarget target;

    private AttachedShop(TemporaryFolder folder, ProcessTarget target, Attachment attachment) => (this.folder, this.target, Attachment) = (folder, target, attachment);

    public Attachment Attachment { get; }

    public int ProcessId => target.ProcessId;

    public static async Task<AttachedShop> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked into on Linux only.");
        var folder = new TemporaryFolder();
        var target = await PlainShop.StartAsync(folder.Location);
        var (attachment, why) = Attachment.Open(new DiagnoseOrder(target.ProcessId), new Procfs());
        return new AttachedShop(folder, target, attachment.ShouldNotBeNull(why));
    }

    public async ValueTask DisposeAsync()
    {
        Attachment.Dispose();
        await target.DisposeAsync();
        folder.Dispose();
    }
}
