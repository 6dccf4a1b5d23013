using System.Diagnostics;
using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet.Models;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers.Images;

namespace ReefChaos.AcceptanceTests.Containers;

public sealed class ImageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shop_answers_in_its_limits_on_a_base_made_of_this_machines_runtime()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var assembly = await TargetBuild.BuildAsync(Path.Combine(Reef.Root, "src", "ReefChaos.Shop"), Cancellation);
        var dockerfile = bench.Dockerfile("LABEL reefchaos.image=1\nWORKDIR /app\nCOPY app .\nUSER 1654\nENTRYPOINT [\"dotnet\"]");
        CopyFolder(Path.GetDirectoryName(assembly)!, Path.Combine(Path.GetDirectoryName(dockerfile)!, "app"));

        var image = await bench.BuildAsync(dockerfile);

        bench.Said.ShouldContain(line => line.Contains("cannot be pulled") && line.Contains("local base image"));
        await AnswersAsync(bench, image with { Command = ["ReefChaos.Shop.dll"] });
    }

    [Fact]
    public async Task A_project_gets_an_image_that_is_ready_to_start_and_stays_until_its_files_change()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var assembly = await TargetBuild.BuildAsync(Victim.Create(bench.Workspace), Cancellation);

        var image = bench.Forget(await bench.NewSession().OfProjectAsync(assembly, Cancellation));

        image.Command.ShouldBe(["Victim.dll"]);
        await AnswersAsync(bench, image);
        (await bench.NewSession().OfProjectAsync(assembly, Cancellation)).Name.ShouldBe(image.Name);
        bench.Said.ShouldNotContain(line => line.StartsWith("building"));
    }

    [Fact]
    public async Task The_redis_of_this_repository_answers_in_the_same_limits()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        ReadyImage image;
        try
        {
            image = await bench.BuildAsync(Path.Combine(TargetImages.Folder, "redis", "Dockerfile"));
        }
        catch (EnvironmentLacksException lack)
        {
            Assert.Skip(lack.Message);
            return;
        }

        var container = await bench.StartAsync(image);
        var log = "";
        for (var i = 0; i < 100 && !log.Contains("Ready to accept connections"); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            log = await bench.LogAsync(container);
        }

        log.ShouldContain("Ready to accept connections");
    }

    [Fact]
    public async Task Unchanged_files_are_not_built_again_and_changed_ones_leave_one_image()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var dockerfile = bench.Dockerfile("LABEL reefchaos.image=1\nCOPY content.txt /content.txt");
        var content = Path.Combine(Path.GetDirectoryName(dockerfile)!, "content.txt");
        File.WriteAllText(content, "0");
        var first = await bench.BuildAsync(dockerfile);
        var id = (await bench.Engine.Images.InspectImageAsync(first.Name, Cancellation)).ID;

        var watch = Stopwatch.StartNew();
        var same = await bench.BuildAsync(dockerfile);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        same.Name.ShouldBe(first.Name);
        (await bench.Engine.Images.InspectImageAsync(same.Name, Cancellation)).ID.ShouldBe(id);
        bench.Said.ShouldNotContain(line => line.StartsWith("building"));

        var last = same;
        for (var i = 1; i <= 3; i++)
        {
            File.WriteAllText(content, $"{i}");
            last = await bench.BuildAsync(dockerfile);
        }

        last.Name.ShouldNotBe(first.Name);
        (await bench.TagsLikeAsync(last.Name[..last.Name.IndexOf(':')])).ShouldBe([last.Name]);
        (await bench.NamelessAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_fails_is_told_with_its_line_and_leaves_no_image()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var dockerfile = bench.Dockerfile("LABEL reefchaos.image=1\n\n# There is no such file.\nCOPY absent.txt /absent.txt");

        var wrong = await Should.ThrowAsync<InvalidInputException>(() => bench.BuildAsync(dockerfile));

        var problem = wrong.Problems.ShouldHaveSingleItem();
        (problem.File, problem.Line).ShouldBe((dockerfile, 6));
        problem.Message.ShouldContain("absent.txt");
        (await bench.NamelessAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_that_no_Dockerfile_knows_is_told_with_its_line()
    {
        Docker.Require();
        await using var bench = new ImageBench();

        var wrong = await Should.ThrowAsync<InvalidInputException>(() => bench.BuildAsync(bench.Dockerfile("COPI a b")));

        wrong.Problems.ShouldHaveSingleItem().ToString().ShouldMatch(@"Dockerfile:3:1: error: .*COPI");
    }

    [Fact]
    public async Task A_base_that_cannot_be_had_is_a_lack_with_its_remedy()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var dockerfile = bench.Workspace.Write("Dockerfile", $"FROM {ImageBench.Unreachable}\n");

        var lack = await Should.ThrowAsync<EnvironmentLacksException>(() => bench.BuildAsync(dockerfile));

        lack.Message.ShouldContain(ImageBench.Unreachable);
        lack.Message.ShouldContain("docker load");
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_named_with_the_nearest_that_does()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var there = await bench.BuildAsync(bench.Dockerfile("LABEL reefchaos.image=1"));

        var wrong = await Should.ThrowAsync<InvalidInputException>(
            () => bench.NewSession().OfNameAsync(there.Name.Replace("reefchaos/made", "reefchaos/mode"), Cancellation));

        wrong.Message.ShouldContain("reefchaos/mode");
        wrong.Message.ShouldContain($"did you mean '{there.Name}'?");
        (await bench.NewSession().OfNameAsync(there.Name, Cancellation)).Command.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_cannot_be_an_images_is_refused()
    {
        Docker.Require();
        await using var bench = new ImageBench();

        var wrong = await Should.ThrowAsync<InvalidInputException>(() => bench.NewSession().OfNameAsync("My Service", Cancellation));

        wrong.Message.ShouldContain("My Service");
    }

    [Fact]
    public async Task A_sweep_removes_what_an_interrupted_build_left_and_not_what_has_a_name()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var named = await bench.BuildAsync(bench.Dockerfile("LABEL reefchaos.image=1"));
        using var empty = new MemoryStream(Archive());
        await bench.Engine.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Changes = [$"LABEL {ImageLabels.Ours}=1"] }, empty, new AuthConfig(), new Progress<JSONMessage>(), Cancellation);
        (await bench.NamelessAsync()).ShouldHaveSingleItem();

        await new ImageStore(bench.Engine).SweepAsync(TimeProvider.System, Cancellation);

        (await bench.NamelessAsync()).ShouldBeEmpty();
        (await bench.TagsLikeAsync(named.Name)).ShouldBe([named.Name]);
    }

    /// <summary>Two runners may be at work on one engine, and the sweep of the one meets the build of the other.</summary>
    [Fact]
    public async Task A_sweep_leaves_the_build_of_a_living_runner_alone()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        using var empty = new MemoryStream(Archive());
        await bench.Engine.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Changes = [$"LABEL {ImageLabels.Ours}=1 {ImageLabels.Builder}=\"{ImageBuilder.Current}\""] },
            empty, new AuthConfig(), new Progress<JSONMessage>(), Cancellation);
        var layer = (await bench.NamelessAsync()).ShouldHaveSingleItem();

        await new ImageStore(bench.Engine).SweepAsync(TimeProvider.System, Cancellation);

        (await bench.NamelessAsync()).ShouldBe([layer]);
        await bench.Engine.Images.DeleteImageAsync(layer, new ImageDeleteParameters(), Cancellation);
    }

    [Fact]
    public async Task An_image_for_another_processor_is_refused()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var foreign = bench.Forget(new ReadyImage("reefchaos/foreign:1", []));
        await bench.Engine.Images.LoadImageAsync(new ImageLoadParameters(), ForeignImage(foreign.Name), new Progress<JSONMessage>(), Cancellation);

        var wrong = await Should.ThrowAsync<InvalidInputException>(() => bench.NewSession().OfNameAsync(foreign.Name, Cancellation));

        wrong.Message.ShouldContain("s390x");
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_given_up_in_time_and_not_asked_again()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var images = bench.NewSession();
        var name = $"127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}/nothing";

        var watch = Stopwatch.StartNew();
        var wrong = await Should.ThrowAsync<InvalidInputException>(() => images.OfNameAsync($"{name}:1", Cancellation));
        wrong.Message.ShouldContain("did not answer");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        watch.Restart();
        await Should.ThrowAsync<InvalidInputException>(() => images.OfNameAsync($"{name}:2", Cancellation));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    private static async Task AnswersAsync(ImageBench bench, ReadyImage image)
    {
        var port = Ports.Free();
        var container = await bench.StartAsync(image, port: port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(5) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/health", patience.Token);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                return;
            }
            catch (Exception e) when (!patience.IsCancellationRequested && e is HttpRequestException or IOException)
            {
                (await bench.Engine.Containers.InspectContainerAsync(container, Cancellation)).State!.Running
                    .ShouldBeTrue(await bench.LogAsync(container));
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }
    }

    /// <summary>As <c>docker save</c> writes it, with one empty layer.</summary>
    private static MemoryStream ForeignImage(string name)
    {
        var layer = Archive();
        var config = $$$"""{"architecture":"s390x","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:{{{Convert.ToHexStringLower(SHA256.HashData(layer))}}}"]}}""";
        var manifest = $$$"""[{"Config":"config.json","RepoTags":["{{{name}}}"],"Layers":["layer.tar"]}]""";
        return new MemoryStream(Archive(
            ("config.json", Encoding.UTF8.GetBytes(config)), ("manifest.json", Encoding.UTF8.GetBytes(manifest)), ("layer.tar", layer)));
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return bytes.ToArray();
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
