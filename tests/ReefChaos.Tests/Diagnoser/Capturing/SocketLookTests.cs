using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;
using ReefChaos.Tests.Engine.Targets;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class SocketLookTests : IDisposable
{
    private const int ProcessId = 7;

    private const string More = """

           2: 0100007F:1F90 0100007F:C351 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0000000000000000 20 4 30 10 -1
           3: 0100007F:C352 0100007F:1770 01 00000000:00000000 00:00000000 00000000  1000        0 444 1 0000000000000000 20 4 30 10 -1
           4: 0100007F:C353 0100007F:1770 01 00000000:00000001 00:00000000 00000000  1000        0 555 1 0000000000000000 20 4 30 10 -1
        """;

    private readonly TemporaryFolder folder = new();

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

    [Fact]
    public void Connections_made_are_told_from_those_of_clients_and_from_others()
    {
        var own = Directory.CreateDirectory(Path.Combine(folder.Location, "7", "net")).Parent!.FullName;
        File.WriteAllText(Path.Combine(own, "net", "tcp"), Table + More);
        foreach (var inode in new[] { 111, 222, 333, 444 })
        {
            File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(Path.Combine(own, "fd")).FullName, $"{inode}"), $"socket:[{inode}]");
        }

        SocketLook.At(new Procfs(folder.Location), ProcessId).ShouldBe((2, 1));
    }

    public void Dispose() => folder.Dispose();
}
