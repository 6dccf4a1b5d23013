using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class SocketLookTests
{
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000000000000000 100 0 0 10 0
           1: 0100007F:C350 0100007F:1770 01 00000000:0000002A 00:00000000 00000000  1000        0 222 1 0000000000000000 20 4 30 10 -1
        """;

    [Fact]
    public void Port_state_unread_bytes_and_inode_are_read() => SocketLook.Parse(Table).ShouldBe([(8080, "0A", 0, "111"), (50000, "01", 42, "222")]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a header alone")]
    [InlineData("header\nsomething else entirely")]
    public void What_is_no_table_has_no_lines(string? table) => SocketLook.Parse(table).ShouldBeEmpty();
}
