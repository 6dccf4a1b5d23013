using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;

namespace ReefChaos.Load.Handlers;

/// <summary>Carries the requests of one flight, one after the other, until it is abandoned.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer or a wait handle has nothing to release.")]
internal sealed class Errand(Flight flight, Traffic traffic, RunClock clock, HttpMessageInvoker invoker, MessageFactory messages) : IThreadPoolWorkItem
{
    private const int ReadBytes = 16 << 10;

    private readonly CancellationTokenSource abandon = new();
    private readonly Answer answer = flight.Answer;
    private bool abandoned;
    private bool isTelling;
    private bool goesOn;

    public void Execute() => _ = RunAsync();

    /// <summary>While it tells of the last answer it can take the next request along, on the thread where it is. Called with the gate held.</summary>
    public bool TryGoOn() => goesOn = isTelling;

    /// <summary>What comes of it is of no interest any more. Called with the gate held.</summary>
    public void Abandon()
    {
        abandoned = true;

        // Its answer may be written to right now, and the flight will be used again.
        flight.Answer = new Answer();

        // Whoever waits for it may go on on this thread, and it holds the gate.
        ThreadPool.UnsafeQueueUserWorkItem(static e => e.abandon.Cancel(), this, preferLocal: false);
    }

    private async Task RunAsync()
    {
        while (TryDepart(out var message, out var step))
        {
            string? failure;
            Exception? error = null;
            try
            {
                failure = message is null ? FailureKinds.Extraction : await ExchangeAsync(message, step).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure = Outcome.OfException(error = e);
            }

            if (!Tell(failure, error))
            {
                return;
            }
        }
    }

    private bool TryDepart(out HttpRequestMessage? message, out Step step)
    {
        lock (traffic.Gate)
        {
            step = flight.Step;
            message = null;
            if (abandoned)
            {
                return false;
            }

            message = messages.Make(flight);
            answer.Clear(step.HeaderNames.Length);
            traffic.Departed(flight, clock.Now);
            return true;
        }
    }

    /// <returns>Whether the flight goes on at once.</returns>
    private bool Tell(string? failure, Exception? error)
    {
        lock (traffic.Gate)
        {
            if (abandoned)
            {
                return false;
            }

            (isTelling, goesOn) = (true, false);
            if (failure is null)
            {
                traffic.Answered(flight, clock.Now);
            }
            else if (error is not null && Outcome.OfShortage(error) is { } shortage)
            {
                traffic.Unsent(flight, shortage, clock.Now);
            }
            else
            {
                traffic.Failed(flight, failure, clock.Now);
            }

            isTelling = false;
            return goesOn;
        }
    }

    /// <returns>The kind of failure; null when the whole answer is here.</returns>
    private async Task<string?> ExchangeAsync(HttpRequestMessage message, Step step)
    {
        using var _ = message;
        using var response = await invoker.SendAsync(message, abandon.Token).ConfigureAwait(false);
        answer.Status = (int)response.StatusCode;
        for (var i = 0; i < step.HeaderNames.Length; i++)
        {
            answer.Headers[i] = Header(response, step.HeaderNames[i]);
        }

        if (await ReadBodyAsync(response.Content, step.KeepsBody).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        if (step.Template.Grpc && int.TryParse(Header(response, "grpc-status"), out var status))
        {
            answer.GrpcStatus = status;
        }

        return null;
    }

    private async Task<string?> ReadBodyAsync(HttpContent content, bool keeps)
    {
        var stream = await content.ReadAsStreamAsync(abandon.Token).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var length = 0L;
            for (int read; (read = await stream.ReadAsync(buffer, abandon.Token).ConfigureAwait(false)) > 0;)
            {
                if ((length += read) > Answer.MaxBodyBytes)
                {
                    return FailureKinds.TooLong;
                }

                if (keeps)
                {
                    answer.Append(buffer.AsSpan(0, read));
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Of head, content or trailers.</summary>
    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values)
        || response.Content.Headers.NonValidated.TryGetValues(name, out values)
        || response.TrailingHeaders.NonValidated.TryGetValues(name, out values)
            ? values.ToString() : null;
}
