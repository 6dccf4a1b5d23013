using System.Text;

namespace ReefChaos.Shop.Sessions;

/// <summary>What the shop remembers of a buyer: the cart page as last shown, so that it need not be rendered again.</summary>
internal sealed class Session
{
    private readonly byte[] page;

    public Session(string id, int bytes)
    {
        Id = id;
        page = GC.AllocateUninitializedArray<byte>(bytes);
        page.AsSpan().Fill((byte)' ');
    }

    public string Id { get; }

    public int Bytes => page.Length;

    /// <summary>Text longer than the page is cut.</summary>
    public void Show(string sku) => Encoding.UTF8.GetEncoder().Convert(sku, page, flush: true, out _, out _, out _);
}
