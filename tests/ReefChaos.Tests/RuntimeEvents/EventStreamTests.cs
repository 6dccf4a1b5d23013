using System.Text;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Tests.RuntimeEvents;

public sealed class EventStreamTests
{
    private readonly MemoryStream stream = new();
    private readonly List<string> seen = [];

    [Fact]
    public async Task Events_come_with_their_kind_thread_time_payload_and_stack()
    {
        Begin();
        Block("MetadataBlock", [.. Header(), .. Event(0x80, [0, .. Variable(Kind(7, "Provider", 81, "Start").Length)], Kind(7, "Provider", 81, "Start"))]);
        Block("StackBlock", [.. Int(1), .. Int(1), .. Int(8), .. BitConverter.GetBytes(0xABCDUL)]);
        Block("EventBlock", [.. Header(), .. Event(0x8D, [7, 42, 1, 100, 2], [5, 6]), .. Event(0, [3], [8, 9])]);
        stream.WriteByte(1);

        await ReadAsync();

        seen.ShouldBe(["Provider 81 Start thread 42 time 100 payload 0506 stack CDAB000000000000", "Provider 81 Start thread 42 time 103 payload 0809 stack CDAB000000000000"]);
    }

    [Fact]
    public async Task Blocks_of_other_kinds_are_passed_over()
    {
        Begin();
        Block("SPBlock", [1, 2, 3]);
        stream.WriteByte(1);

        await ReadAsync();

        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_event_stream_is_told()
    {
        stream.Write(new byte[64]);

        await Should.ThrowAsync<InvalidDataException>(ReadAsync);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_told()
    {
        Begin();
        stream.WriteByte(5);

        await Should.ThrowAsync<EndOfStreamException>(ReadAsync);
    }

    [Fact]
    public void Numbers_of_seven_bits_a_byte_are_read()
    {
        var cursor = new EventCursor([0x7F, 0x80, 0x01, 0xFF]);

        cursor.Variable().ShouldBe(127UL);
        cursor.Variable().ShouldBe(128UL);
        cursor.Variable().ShouldBe(127UL);
        cursor.IsAtEnd.ShouldBeTrue();
        cursor.Int64().ShouldBe(0);
        cursor.Text().ShouldBeEmpty();
    }

    private Task ReadAsync()
    {
        stream.Position = 0;
        return new EventStream(stream, e => seen.Add(
            $"{e.Kind.Provider} {e.Kind.Id} {e.Kind.Name} thread {e.Thread} time {e.Time} payload {Convert.ToHexString(e.Payload)} stack {Convert.ToHexString(e.Stack)}"))
            .ReadAsync(TestContext.Current.CancellationToken);
    }

    private void Begin()
    {
        stream.Write("Nettrace"u8);
        stream.Write([.. Int(20), .. "!FastSerialization.1"u8]);
        Object("Trace", new byte[48]);
    }

    private void Block(string type, byte[] content)
    {
        Open(type);
        stream.Write(Int(content.Length));
        while (stream.Position % 4 != 0)
        {
            stream.WriteByte(0);
        }

        stream.Write(content);
        stream.WriteByte(6);
    }

    private void Object(string type, byte[] content)
    {
        Open(type);
        stream.Write(content);
        stream.WriteByte(6);
    }

    private void Open(string type) => stream.Write([5, 5, 1, .. Int(4), .. Int(4), .. Int(type.Length), .. Encoding.ASCII.GetBytes(type), 6]);

    /// <summary>Of a block: 20 bytes, compressed headers, no times.</summary>
    private static byte[] Header() => [20, 0, 1, 0, .. new byte[16]];

    /// <summary>What differs from the event before it, told by the first byte.</summary>
    private static byte[] Event(byte has, byte[] header, byte[] payload) => [has, .. header, .. payload];

    private static byte[] Kind(int id, string provider, int number, string name) =>
        [.. Int(id), .. Encoding.Unicode.GetBytes(provider + "\0"), .. Int(number), .. Encoding.Unicode.GetBytes(name + "\0")];

    private static byte[] Variable(int value) => value < 128 ? [(byte)value] : [(byte)(value | 0x80), (byte)(value >> 7)];

    private static byte[] Int(int value) => BitConverter.GetBytes(value);
}
