using ReefChaos.Histories;
using ReefChaos.Load.Running;
using ReefChaos.Plans;

namespace ReefChaos.Load.Requests;

/// <summary>One request of a journey: its texts, and what its answer must be.</summary>
internal sealed class Step
{
    private readonly int[] expected;
    private readonly BodyCheck[] checks;
    private readonly Extraction[] fromJson;
    private readonly Extraction[] fromHeaders;

    public Step(RequestTemplate template, HttpSettings http, Uri target, ValueNames names)
    {
        Template = template;
        Text = new RequestText(template, http, target, names);
        Think = RunClock.Nanoseconds(template.Think.Value.TotalSeconds);
        expected = [.. template.Expected];
        checks = [.. template.Checks];
        fromJson = [.. template.Extractions.Where(e => e.From == ExtractionSource.Json)];
        fromHeaders = [.. template.Extractions.Where(e => e.From == ExtractionSource.Header)];
        HeaderNames = [.. fromHeaders.Select(e => e.Place)];
        if (template.Grpc && http.Version != HttpProtocol.Http2)
        {
            throw new InvalidDataException($"The gRPC call {template.Path} needs HTTP/2.");
        }
    }

    public RequestTemplate Template { get; }

    public RequestText Text { get; }

    /// <summary>Nanoseconds.</summary>
    public long Think { get; }

    public bool IsHead => Template.Method == "HEAD";

    public bool KeepsBody => checks.Length > 0 || fromJson.Length > 0;

    /// <summary>Headers of the answer that are to be kept.</summary>
    public string[] HeaderNames { get; }

    /// <summary>Takes over from an answer what later steps need. The kind of failure, or null for a success.</summary>
    public string? Judge(Flight flight)
    {
        var answer = flight.Answer;
        return Outcome.OfStatus(answer.Status, expected)
            ?? (Template.Grpc ? Outcome.OfGrpc(answer.GrpcStatus) : null)
            ?? (KeepsBody ? JudgeBody(answer, flight.Values) : null)
            ?? TakeHeaders(answer, flight.Values);
    }

    private string? JudgeBody(Answer answer, Values values)
    {
        using var body = new AnswerBody(answer.Body);
        foreach (var check in checks)
        {
            if (!body.Meets(check))
            {
                return FailureKinds.Body;
            }
        }

        foreach (var extraction in fromJson)
        {
            if (body.At(extraction.Place) is not { } value)
            {
                return FailureKinds.Extraction;
            }

            values[extraction.Variable] = value;
        }

        return null;
    }

    private string? TakeHeaders(Answer answer, Values values)
    {
        for (var i = 0; i < fromHeaders.Length; i++)
        {
            if (answer.Headers[i] is not { } value)
            {
                return FailureKinds.Extraction;
            }

            values[fromHeaders[i].Variable] = value;
        }

        return null;
    }
}
