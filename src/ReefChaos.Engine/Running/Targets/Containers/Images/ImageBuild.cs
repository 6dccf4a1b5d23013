using System.Globalization;
using System.IO.Pipelines;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>Builds an image by the engine's classic builder, which every engine has.</summary>
internal sealed partial class ImageBuild(IDockerClient engine, ImageStore store, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    [GeneratedRegex(@"dockerfile parse error.*?\bline (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex WrongLine();

    /// <exception cref="InvalidInputException">The Dockerfile is wrong, or a step of it fails; with its line.</exception>
    /// <exception cref="EnvironmentLacksException">The engine's disk is full, or the build does not end.</exception>
    public async Task RunAsync(ImagePlan plan, string name, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var messages = new BuildMessages();
        var failure = await TryAsync(plan, name, messages, either.Token).ConfigureAwait(false);
        if (failure is null && messages.Error is null)
        {
            return;
        }

        await ForgetAsync(messages.LastImage).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        throw failure switch
        {
            null => Wrong(plan, messages.Error!, messages.Step),
            DockerApiException refused => Wrong(plan, EngineWords.Of(refused), messages.Step),
            OperationCanceledException => new EnvironmentLacksException($"The image of {plan.Dockerfile} is not built after {Limit.TotalMinutes:0} minutes.", failure),
            _ => failure,
        };
    }

    private async Task<Exception?> TryAsync(ImagePlan plan, string name, BuildMessages messages, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var packing = PackAsync(plan.Context, pipe.Writer, either);
        Exception? failure = null;
        try
        {
            await engine.Images.BuildImageFromDockerfileAsync(
                Parameters(plan, name), pipe.Reader.AsStream(), [], new Dictionary<string, string>(), messages, either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        // An engine that refuses does not read the rest.
        await either.CancelAsync().ConfigureAwait(false);
        await pipe.Reader.CompleteAsync().ConfigureAwait(false);
        return await packing.ConfigureAwait(false) switch
        {
            null or OperationCanceledException => failure,
            var e and (IOException or UnauthorizedAccessException) =>
                new InvalidInputException([new Problem(plan.Source, 0, 0, $"What the image is made of cannot be read: {e.Message}")]),
            var e => e,
        };
    }

    /// <returns>Why it stopped. The engine must not wait for the rest then, whatever the reason is.</returns>
    private static async Task<Exception?> PackAsync(BuildContext context, PipeWriter writer, CancellationTokenSource either)
    {
        Exception? failure = null;
        try
        {
            await context.WriteAsync(writer.AsStream(leaveOpen: true), either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            await either.CancelAsync().ConfigureAwait(false);
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
        return failure;
    }

    private static ImageBuildParameters Parameters(ImagePlan plan, string name) => new()
    {
        Tags = [name],
        Dockerfile = BuildContext.DockerfileEntry,
        BuildArgs = Arguments(plan),
        Labels = new Dictionary<string, string> { [ImageLabels.Ours] = "1", [ImageLabels.Source] = plan.Source, [ImageLabels.Builder] = ImageBuilder.Current },
        Remove = true,
        ForceRemove = true,
    };

    private static Dictionary<string, string> Arguments(ImagePlan plan)
    {
        var arguments = plan.BuildArguments.ToDictionary();
        if (plan.Steps.TakesBuilder)
        {
            arguments[ImageBuilder.Argument] = ImageBuilder.Current;
        }

        return arguments;
    }

    private static Exception Wrong(ImagePlan plan, string words, int step)
    {
        if (EngineWords.DiskIsFull(words) is { } full)
        {
            return full;
        }

        var line = WrongLine().Match(words) is { Success: true } wrong
            ? int.Parse(wrong.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : plan.Steps.StepLines.ElementAtOrDefault(step - 1);
        return new InvalidInputException([new Problem(plan.Dockerfile, line, line == 0 ? 0 : 1, $"The image cannot be built: {words}")]);
    }

    /// <summary>A failed build leaves the image of its last good step, which nobody can find by a name.</summary>
    private async Task ForgetAsync(string? image)
    {
        using var limit = new CancellationTokenSource(CleanUpLimit, time);
        try
        {
            if (image is not null)
            {
                await store.RemoveNamelessAsync(image, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The build's own failure is the news.
        }
    }
}
