using System.Text;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Wire;

public sealed class LineChannelTests
{
    [Fact]
    public void What_was_written_is_read_again_line_by_line()
    {
        using var stream = new MemoryStream();
        var lines = new LineChannel(stream);
        lines.Write<AgentOrder>(new HelloOrder("token"));
        lines.Write<AgentOrder>(new RenewOrder(1500));
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("""
            {"order":"hello","token":"token","version":1}
            {"order":"renew","leaseMs":1500}

            """);
        stream.Position = 0;

        lines.Read<AgentOrder>().ShouldBe(new HelloOrder("token"));
        lines.Read<AgentOrder>().ShouldBe(new RenewOrder(1500));
        lines.Read<AgentOrder>().ShouldBeNull();
        lines.Read<AgentOrder>().ShouldBeNull();
    }

    /// <summary>As a stream gives it that has half a line, or many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void It_does_not_matter_in_which_pieces_lines_come(int bytes)
    {
        var id = new string('x', 9000);
        var sent = Sent(new DisarmOrder(id), new StatusOrder(), new DisarmOrder("b"));
        using var lines = new LineChannel(new Pieces(sent, bytes));

        lines.Read<AgentOrder>().ShouldBe(new DisarmOrder(id));
        lines.Read<AgentOrder>().ShouldBe(new StatusOrder());
        lines.Read<AgentOrder>().ShouldBe(new DisarmOrder("b"));
        lines.Read<AgentOrder>().ShouldBeNull();
    }

    /// <summary>Twice as much as it takes from the stream at once.</summary>
    [Fact]
    public void Many_short_lines_are_read_one_after_the_other()
    {
        AgentOrder[] orders = [.. Enumerable.Range(0, 700).Select(i => new RenewOrder(i))];
        using var lines = new LineChannel(new MemoryStream(Sent(orders)));

        orders.Select(_ => lines.Read<AgentOrder>()).ShouldBe(orders);
        lines.Read<AgentOrder>().ShouldBeNull();
    }

    [Fact]
    public void Half_a_line_at_the_end_is_no_line()
    {
        using var lines = Reading("""{"order":"status"}""");

        lines.Read<AgentOrder>().ShouldBeNull();
    }

    [Theory]
    [InlineData(18, true)]
    [InlineData(17, false)]
    public void A_line_may_have_as_many_bytes_as_it_may_have_and_no_more(int most, bool isRead)
    {
        using var lines = Reading("""{"order":"status"}""" + "\n", most);
        if (isRead)
        {
            lines.Read<AgentOrder>().ShouldBe(new StatusOrder());
        }
        else
        {
            Should.Throw<InvalidDataException>(lines.Read<AgentOrder>).Message.ShouldBe("A line is longer than 17 bytes.");
        }
    }

    /// <summary>Before its end came, so that a stream without an end takes no memory without an end.</summary>
    [Fact]
    public void A_line_that_is_too_long_is_refused_before_its_end() =>
        Should.Throw<InvalidDataException>(() => new LineChannel(new Pieces(new byte[1 << 20], 4096), 10_000).Read<AgentOrder>());

    [Fact]
    public void The_limit_is_a_mebibyte_unless_another_is_asked_for()
    {
        var sent = Sent(new DisarmOrder(new string('x', (1 << 20) - 26)));
        sent.Length.ShouldBe((1 << 20) + 1);
        new LineChannel(new MemoryStream(sent)).Read<AgentOrder>().ShouldNotBeNull();

        sent = Sent(new DisarmOrder(new string('x', (1 << 20) - 25)));
        Should.Throw<InvalidDataException>(() => new LineChannel(new MemoryStream(sent)).Read<AgentOrder>());
    }

    [Theory]
    [InlineData("{", "A line is not a valid AgentOrder: ")]
    [InlineData("{}", "A line is not a valid AgentOrder: ")]
    [InlineData("""{"order":"renew","leaseMs":"5"}""", "A line is not a valid AgentOrder: ")]
    [InlineData("""{"order":"nonsense"}""", "A line is not a valid AgentOrder: ")]
    [InlineData("null", "A line holds null.")]
    public void What_is_no_such_value_is_refused_with_its_kind(string line, string message) =>
        Should.Throw<InvalidDataException>(Reading(line + "\n").Read<AgentOrder>).Message.ShouldStartWith(message);

    [Fact]
    public void Each_line_is_sent_at_once_and_the_stream_ends_with_the_channel()
    {
        var stream = new Flushes();
        var lines = new LineChannel(stream);

        lines.Write<AgentOrder>(new StatusOrder());
        stream.Count.ShouldBe(1);

        lines.Dispose();
        stream.CanWrite.ShouldBeFalse();
    }

    private static LineChannel Reading(string text, int most = LineChannel.MaxLineBytes) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), most);

    private static byte[] Sent(params AgentOrder[] orders)
    {
        var stream = new MemoryStream();
        var lines = new LineChannel(stream);
        foreach (var order in orders)
        {
            lines.Write(order);
        }

        return stream.ToArray();
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(size, count));
    }

    private sealed class Flushes : MemoryStream
    {
        public int Count { get; private set; }

        public override void Flush() => Count++;
    }
}
