using System.Text;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Sockets;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Load;

public sealed class ResponseParserTests
{
    private const string Plain = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Id: 7\r\n\r\nhello";

    private const string Chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;name=value\r\nhel\r\n2\r\nlo\r\n0\r\nX-Id: 8\r\nX-Other: 9\r\n\r\n";

    public static TheoryData<string, string?, int, string, bool> Whole() => new()
    {
        { Plain, null, 200, "hello", true },
        { Chunked, null, 200, "hello", true },
        { "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", null, 200, "ok", true },
        { "HTTP/1.1 204 No Content\r\n\r\n", null, 204, "", true },
        { "HTTP/1.1 304\r\nContent-Length: 5\r\n\r\n", null, 304, "", true },
        { "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", null, 503, "", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\nok", null, 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nConnection: foo , Close\r\nContent-Length: 2\r\n\r\nok", null, 200, "ok", false },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", null, 200, "ok", false },
        { "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", null, 200, "ok", true },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX-Id: 1\r\n\r\n" + Plain, null, 200, "hello", true },
        { "HTTP/1.1 200 OK\r\n\r\nuntil the end", null, 200, "until the end", false },
        { "", "connection", 0, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Le", "connection", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "connection", 200, "half", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "connection", 200, "hel", false },
        { "SMTP ready when you are, please go on", "protocol", 0, "", false },
        { "\u0016\u0003\u0001", "protocol", 0, "", false },
        { "HTTP/2.0 200 OK\r\n\r\n", "protocol", 0, "", false },
        { "HTTP/1.1 20 OK\r\n\r\n", "protocol", 0, "", false },
        { "HTTP/1.1 2000 OK\r\n\r\n", "protocol", 0, "", false },
        { "HTTP/1.1 101 Switching Protocols\r\n\r\n", "protocol", 101, "", false },
        { "HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nX : y\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "protocol", 200, "a", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", "protocol", 200, "", false },
        { "HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n", "too-long", 200, "", false },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000001\r\n", "too-long", 200, "", false },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void It_reads_the_same_in_one_piece_in_two_and_byte_by_byte(string text, string? failure, int status, string body, bool keepsAlive)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Check(Read([bytes]));
        Check(Read([.. bytes.Select(b => new[] { b })]));
        for (var split = 1; split < bytes.Length; split++)
        {
            Check(Read([bytes[..split], bytes[split..]]));
        }

        void Check((ResponseParser Parser, Answer Answer) read)
        {
            read.Parser.Failure.ShouldBe(failure);
            read.Parser.IsDone.ShouldBe(failure is null);
            read.Answer.Status.ShouldBe(status);
            Encoding.Latin1.GetString(read.Answer.Body.Span).ShouldBe(body);
            read.Parser.KeepsAlive.ShouldBe(keepsAlive);
        }
    }

    [Fact]
    public void Headers_that_are_asked_for_are_kept_also_those_of_a_trailer_but_not_of_an_interim_response()
    {
        Read([Encoding.ASCII.GetBytes("HTTP/1.1 103 Hints\r\nX-Id: 1\r\n\r\n" + Plain)]).Answer.Headers.ToArray().ShouldBe(["7", null]);
        Read([Encoding.ASCII.GetBytes(Chunked)]).Answer.Headers.ToArray().ShouldBe(["8", "9"]);
    }

    [Fact]
    public void A_response_to_HEAD_has_no_body()
    {
        var (parser, _) = Read(["HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"u8.ToArray()], method: "HEAD");

        (parser.IsDone, parser.KeepsAlive).ShouldBe((true, true));
    }

    [Fact]
    public void What_follows_the_response_is_not_its_own()
    {
        var parser = new ResponseParser();
        parser.Begin(Step("GET"), new Answer());

        parser.Read(Encoding.ASCII.GetBytes(Plain + "HTTP/1.1 500")).ShouldBe(Plain.Length);

        parser.IsDone.ShouldBeTrue();
    }

    [Fact]
    public void An_endless_head_is_a_breach_of_protocol_and_an_endless_body_too_long()
    {
        Endless("HTTP/1.1 200 OK\r\n", "X-A: 0123456789\r\n").ShouldBe("protocol");
        Endless("HTTP/1.1 200 OK\r\nX-A: ", "0123456789").ShouldBe("protocol");
        Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "0123456789").ShouldBe("protocol");
        Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-A: 0123456789\r\n").ShouldBe("protocol");
        Endless("", "HTTP/1.1 100 Continue\r\n\r\n").ShouldBe("protocol");
        Endless("HTTP/1.1 200 OK\r\n\r\n", new string('x', 60_000)).ShouldBe("too-long");
        Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", $"10000\r\n{new string('x', 0x10000)}\r\n").ShouldBe("too-long");
    }

    [Fact]
    public void Chance_changes_never_break_it()
    {
        var chance = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(round % 2 == 0 ? Plain : Chunked).ToList();
            for (var change = chance.Next(4); change >= 0; change--)
            {
                var at = chance.Next(bytes.Count);
                switch (chance.Next(3))
                {
                    case 0:
                        bytes[at] = (byte)chance.Next(256);
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes.Insert(at, bytes[chance.Next(bytes.Count)]);
                        break;
                }
            }

            var split = chance.Next(bytes.Count);
            var (parser, answer) = Read([[.. bytes[..split]], [.. bytes[split..]]]);

            (parser.IsDone ^ (parser.Failure is "protocol" or "connection" or "too-long")).ShouldBeTrue();
            (parser.IsDone && answer.Status is < 200 or > 999).ShouldBeFalse();
        }
    }

    private static string? Endless(string head, string repeated)
    {
        var parser = new ResponseParser();
        parser.Begin(Step("GET"), new Answer());
        parser.Read(Encoding.ASCII.GetBytes(head));
        var again = Encoding.ASCII.GetBytes(repeated);
        for (var round = 0; round < 20_000 && parser.Failure is null; round++)
        {
            parser.Read(again);
        }

        return parser.Failure;
    }

    private static (ResponseParser Parser, Answer Answer) Read(IEnumerable<byte[]> pieces, string method = "GET")
    {
        var (parser, answer) = (new ResponseParser(), new Answer());
        parser.Begin(Step(method), answer);
        foreach (var piece in pieces)
        {
            parser.Read(piece);
        }

        parser.End();
        return (parser, answer);
    }

    private static Step Step(string method) => new(
        new RequestTemplate
        {
            Method = method,
            Path = "/",
            Checks = [new BodyCheck(null, "")],
            Extractions = [new Extraction("id", ExtractionSource.Header, "x-id"), new Extraction("other", ExtractionSource.Header, "X-Other")],
        },
        new HttpSettings(), new Uri("http://target"), new ValueNames([], 1));
}
