using Google.Protobuf;
using Google.Protobuf.Reflection;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class GrpcMessageTests : IDisposable
{
    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The first three are the examples of the protocol buffer documentation.</summary>
    [Theory]
    [InlineData("""{ "1": 150 }""", "089601")]
    [InlineData("""{ "2": "testing" }""", "120774657374696e67")]
    [InlineData("""{ "3": { "1": 150 } }""", "1a03089601")]
    [InlineData("""{ }""", "")]
    [InlineData("""{ "1": 0, "2": 1, "3": 127, "4": 128 }""", "08001001187f208001")]
    [InlineData("""{ "1": -2 }""", "08feffffffffffffffff01")]
    [InlineData("""{ "1": 18446744073709551615 }""", "08ffffffffffffffffff01")]
    [InlineData("""{ "1": true, "2": false }""", "08011000")]
    [InlineData("""{ "1": 1.5 }""", "09000000000000f83f")]
    [InlineData("""{ "1": 1e3 }""", "090000000000408f40")]
    [InlineData("""{ "1": ["a", "b"], "2": [] }""", "0a01610a0162")]
    [InlineData("""{ "1": "é", "16": "" }""", "0a02c3a9820100")]
    [InlineData("""{ "536870911": 1 }""", "f8ffffff0f01")]
    public void A_message_is_encoded_by_field_numbers(string message, string bytes) => Convert.ToHexStringLower(Encode(message)).ShouldBe(bytes);

    [Fact]
    public void The_real_library_reads_what_was_meant()
    {
        var read = FileDescriptorProto.Parser.ParseFrom(Encode("""
            { "1": "shop.proto", "2": "shop", "3": ["a.proto", "b.proto"], "10": [0, 1],
              "4": [ { "1": "Order", "2": [ { "1": "id", "3": 1, "4": 1, "5": 3 }, { "1": "näme", "3": 150, "4": 3, "5": 9 } ], "7": { "3": true } }, { "1": "Empty" } ] }
            """));

        (read.Name, read.Package).ShouldBe(("shop.proto", "shop"));
        read.Dependency.ShouldBe(["a.proto", "b.proto"]);
        read.PublicDependency.ShouldBe([0, 1]);
        read.MessageType.Select(m => m.Name).ShouldBe(["Order", "Empty"]);
        read.MessageType[0].Options.Deprecated.ShouldBeTrue();
        read.MessageType[0].Field.Select(f => (f.Name, f.Number, f.Label, f.Type)).ShouldBe(
        [
            ("id", 1, FieldDescriptorProto.Types.Label.Optional, FieldDescriptorProto.Types.Type.Int64),
            ("näme", 150, FieldDescriptorProto.Types.Label.Repeated, FieldDescriptorProto.Types.Type.String),
        ]);
    }

    [Fact]
    public void Any_number_is_what_the_real_library_writes()
    {
        for (var bit = 0; bit < 64; bit++)
        {
            foreach (var number in new[] { 1L << bit, (1L << bit) - 1, -(1L << bit) })
            {
                Encode($$"""{ "7": {{number}} }""").ShouldBe(Written(o => { o.WriteTag(7, WireFormat.WireType.Varint); o.WriteInt64(number); }));
            }
        }
    }

    [Theory]
    [InlineData("""{ "0": 1 }""", "message: expected the number of a field")]
    [InlineData("""{ "01": 1 }""", "message: expected the number of a field")]
    [InlineData("""{ "sku": 1 }""", "without 19000 to 19999, found 'sku'")]
    [InlineData("""{ "19500": 1 }""", "found '19500'")]
    [InlineData("""{ "536870912": 1 }""", "found '536870912'")]
    [InlineData("""{ "1": 1, "1": 2 }""", "message: '1' stands here a second time; write a repeated field as a list")]
    [InlineData("""{ "1": null }""", "found null")]
    [InlineData("""{ "1": [[1]] }""", "or a list of these, found a list")]
    [InlineData("""{ "1": 99999999999999999999 }""", "99999999999999999999 does not fit into 64 bits")]
    [InlineData("""{ "1": 1e999 }""", "1e999 does not fit into 64 bits")]
    [InlineData("""{ "1": "{{users.name}}" }""", "message: a gRPC message is encoded before the run, so no values are put in here")]
    [InlineData("""[1]""", "message: expected an object of field numbers and values, found a list")]
    public void What_is_no_message_is_refused_at_its_place(string message, string why)
    {
        var problem = folder.Problem(Call($"\n{message}"));

        problem.Message.ShouldContain(why);
        problem.Line.ShouldBe(3);
    }

    [Fact]
    public void A_call_is_a_POST_of_its_method()
    {
        var call = folder.Profile("""
            "http": "2", "requests": [{ "grpc": "shop.v1.Orders/Place", "headers": { "X-Tenant": "a" }, "extract": { "id": "header:x-order" }, "weight": 3 }]
            """).Journeys.ShouldHaveSingleItem();

        (call.Name, call.Weight).ShouldBe(("POST /shop.v1.Orders/Place", 3));
        var step = call.Steps.ShouldHaveSingleItem();
        (step.Grpc, step.Method, step.Path, step.Body).ShouldBe((true, "POST", "/shop.v1.Orders/Place", ""));
        step.Extractions.ShouldBe([new Extraction("id", ExtractionSource.Header, "x-order")]);
    }

    [Theory]
    [InlineData(""" "requests": [{ "grpc": "shop.Orders/Place" }] """, "grpc: needs HTTP/2; add \"http\": \"2\" to CustomSettings")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "/shop.Orders/Place" }] """, "grpc: expected package.Service/Method, found '/shop.Orders/Place'")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "shop.Orders.Place" }] """, "grpc: expected package.Service/Method")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "a.B/C", "path": "/" }] """, "request: unknown key 'path'; expected grpc, message, ")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "a.B/C", "expect": [200] }] """, "request: unknown key 'expect'")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "a.B/C", "headers": { "content-type": "x" } }] """, "headers: 'content-type' is set by the load worker itself")]
    [InlineData(""" "http": "2", "requests": [{ "grpc": "a.B/C", "extract": { "id": "json:/id" } }] """, "extract: id: the answer to a gRPC call is no JSON; only header: works there")]
    public void A_call_that_cannot_be_made_is_refused(string custom, string message) => folder.Problem(custom).Message.ShouldContain(message);

    private byte[] Encode(string message) => Convert.FromBase64String(folder.Profile(Call(message)).Journeys[0].Steps[0].Body!);

    private static string Call(string message) => $$""" "http": "2", "requests": [{ "grpc": "shop.Orders/Place", "message": {{message}} }] """;

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }
}
