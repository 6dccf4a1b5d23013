using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-citizen-forms</c>: the archivist of a town's forms was started under the token that limits how long the start may take,
/// and stops with it.
/// </summary>
internal sealed class CitizenOffice : IPatient
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1.5);

    private readonly FormInbox inbox = new();

    public void Map(WebApplication app)
    {
        var start = new CancellationTokenSource(LongestStart);
        var archivist = new FormArchivist(inbox);
        archivist.Start(start.Token);
        app.MapGet("/{n:int}", ApplyAsync);
    }

    private async Task<string> ApplyAsync(int n)
    {
        var form = new Form(n, n % 2 == 0 ? "passport" : "parking permit", $"applicant {n % 700}");
        var accepted = await inbox.TryAcceptAsync(form);
        return accepted ? $"form {form.Number} was accepted" : "the office is closed";
    }
}

internal sealed record Form(int Number, string Subject, string Applicant);

internal sealed class FormInbox
{
    private readonly Channel<Form> forms = Channel.CreateBounded<Form>(new BoundedChannelOptions(50) { SingleReader = true });

    public ChannelReader<Form> Forms => forms.Reader;

    public async Task<bool> TryAcceptAsync(Form form)
    {
        while (await forms.Writer.WaitToWriteAsync()) // sick: channel-citizen-forms blocked-channel
        {
            if (forms.Writer.TryWrite(form))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed class FormArchivist(FormInbox inbox)
{
    private readonly Dictionary<string, int> bySubject = new(StringComparer.Ordinal);

    public void Start(CancellationToken cancellation) => _ = Task.Run(() => RunAsync(cancellation), cancellation);

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var form in inbox.Forms.ReadAllAsync(cancellation))
            {
                bySubject[form.Subject] = bySubject.GetValueOrDefault(form.Subject) + form.Applicant.Length;
            }
        }
        catch (OperationCanceledException)
        {
            // The office closes.
        }
    }
}
