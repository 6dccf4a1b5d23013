using System.Text;

namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-pdf-engine</c>: a library for PDF is not safe for threads, so there is a lock around all of it.</summary>
internal sealed class Vouchers : IPatient
{
    private readonly PdfRenderer renderer = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", VoucherAsync);

    private async Task<string> VoucherAsync(int n)
    {
        var text = await LoadAsync(n);
        var pdf = renderer.Render("voucher", text);
        return $"{pdf.Length} bytes";
    }

    private static async Task<string> LoadAsync(int n)
    {
        await Task.Delay(10);
        return $"voucher {n}, worth {n % 50} coins";
    }
}

internal sealed class PdfRenderer
{
    private readonly Lock engine = new();
    private readonly PdfEngine pdf = new();

    public byte[] Render(string template, string text)
    {
        lock (engine) // sick: lock-pdf-engine lock-contention
        {
            pdf.Begin(template);
            pdf.Write(text);
            return pdf.End();
        }
    }
}

internal sealed class PdfEngine
{
    private readonly MemoryStream page = new();

    public void Begin(string template)
    {
        page.SetLength(0);
        page.Write(Encoding.UTF8.GetBytes(template));
    }

    public void Write(string text)
    {
        Work.Compute(4);
        page.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Fonts come from a server.</summary>
    public byte[] End()
    {
        Thread.Sleep(40);
        return page.ToArray();
    }
}
