namespace ReefChaos.Tests.Engine.Reading;

/// <summary>One change to the example, and the one problem it makes.</summary>
public sealed class RefusedScenarioTests
{
    [Theory]
    [InlineData("seed: 42", "sead: 42", 18, 1, "unknown key 'sead'; did you mean 'seed'?")]
    [InlineData("warmup: 2s", "warm-up: 2s", 9, 11, "unknown key 'warm-up'; did you mean 'warmup'?")]
    [InlineData("seed: 42", "elephant: 42", 18, 1, "unknown key 'elephant'; expected one of scenario, summary, target, dependencies, load, phases, faults, slo, control, abort, seed, lease")]
    [InlineData("- missing-timeout:", "- missing-timeuot:", 11, 5, "unknown fault 'missing-timeuot'; did you mean 'missing-timeout'?")]
    [InlineData("- missing-timeout:", "- MissingTimeout:", 11, 5, "unknown fault 'MissingTimeout'; did you mean 'missing-timeout'?")]
    [InlineData("rate: 100%", "honor_cancellation: true", 11, 50, "unknown key 'honor_cancellation'; did you mean 'honor-cancellation'?")]
    [InlineData("load: checkout", "load: checkout\nload: other", 9, 1, "duplicate key 'load'; it is given in line 8 already, so keep one of them")]
    [InlineData("p99: \"<= 300ms\"", "p99: \"<= 300ms\", p99.0: \"<= 1s\"", 14, 31, "the key 'p99.0' means the same as one above; keep one of them")]
    [InlineData("cpus: 0.5, ", "cpus: 0.5, cpus: 1, ", 5, 24, "duplicate key 'cpus'; it is given in line 5 already, so keep one of them")]
    public void A_wrong_name_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Theory]
    [InlineData("memory: 256MiB", "memory: 256MB", 5, 32, "memory: expected a size of at least 64MiB, such as 256MiB; found '256MB'")]
    [InlineData("memory: 256MiB", "memory: 256", 5, 32, "memory: expected a size of at least 64MiB, such as 256MiB; found '256'")]
    [InlineData("fault: 8s", "fault: 8 s", 9, 44, "fault: expected whole seconds from 1s, such as 4s; found '8 s'")]
    [InlineData("fault: 8s", "fault: 8sec", 9, 44, "fault: expected whole seconds from 1s, such as 4s; found '8sec'")]
    [InlineData("\">= 99%\"", "99%", 13, 17, "availability: expected a comparison (<=, >=, < or >) with a share from 0% to 100%, such as 99.5%; found '99%'")]
    [InlineData("\">= 99%\"", "\">= 101%\"", 13, 17, "availability: expected a comparison (<=, >=, < or >) with a share from 0% to 100%, such as 99.5%; found '>= 101%'")]
    [InlineData("p99:", "99:", 14, 14, "expected a percentile such as p50, p99 or p99.9; found '99'")]
    [InlineData("\"< 10% for 5s\"", "\"< 10%\"", 17, 24, "availability: expected a comparison (<=, >=, < or >) with a share from 0% to 100%, such as 99.5%, then 'for' and a duration such as 300ms, 4s or 2m; found '< 10%'")]
    [InlineData("at: http-client:payments", "at: client:payments", 11, 28, "at: expected a site such as inbound:/checkout, http-client:payments, fault-point:NAME, channel:TYPE, lock:TYPE.FIELD, dependency:NAME, container:NAME, container or process; found 'client:payments'")]
    public void A_wrong_unit_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Theory]
    [InlineData("cpus: 0.5", "cpus: half", 5, 19, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found 'half'")]
    [InlineData("cpus: 0.5", "cpus: 1_0", 5, 19, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found '1_0'")]
    [InlineData("cpus: 0.5", "cpus: .inf", 5, 19, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found '.inf'")]
    [InlineData("seed: 42", "seed: 0x2A", 18, 7, "seed: expected a whole number from 0 to 18446744073709551615; found '0x2A'")]
    [InlineData("seed: 42", "seed: 18446744073709551616", 18, 7, "seed: expected a whole number from 0 to 18446744073709551615; found '18446744073709551616'")]
    [InlineData("seed: 42", "seed: '42'", 18, 7, "seed: expected a whole number from 0 to 18446744073709551615; found '42' in quotes, so take them away")]
    [InlineData("status: 200", "status: 2e2", 7, 31, "status: expected an HTTP status from 100 to 599; found '2e2'")]
    [InlineData("rate: 100%", "honor-cancellation: no", 11, 70, "honor-cancellation: expected true or false; found 'no'")]
    [InlineData("rate: 100%", "honor-cancellation: True", 11, 70, "honor-cancellation: expected true or false; found 'True'")]
    [InlineData("rate: 100%", "honor-cancellation: \"true\"", 11, 70, "honor-cancellation: expected true or false; found 'true' in quotes, so take them away")]
    [InlineData("load: checkout", "load: 7", 8, 7, "load: expected a text that is not blank; 7 is none without quotes, so write \"7\"")]
    [InlineData("load: checkout", "load:", 8, 6, "load: expected a text that is not blank; found nothing, so write \"\" for an empty text")]
    [InlineData("load: checkout", "load: [checkout]", 8, 1, "load: expected a text that is not blank; found a list")]
    [InlineData("phases: { warmup: 2s, baseline: 4s, fault: 8s, recovery: 4s }", "phases: 18s", 9, 9, "phases: expected a mapping with the keys warmup, baseline, fault, recovery, extension; found a single value")]
    [InlineData("  - missing-timeout: { at: http-client:payments, rate: 100% }", "  missing-timeout: { at: http-client:payments }", 10, 1, "faults: expected a list; found a mapping")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- missing-timeout", 11, 5, "the fault 'missing-timeout' has no site; expected 'missing-timeout: { at: SITE }'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- missing-tmeout", 11, 5, "unknown fault 'missing-tmeout'; did you mean 'missing-timeout'?")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- missing-timeout:", 11, 5, "missing-timeout: expected a mapping with the keys at, rate, after, for, honor-cancellation; found nothing")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- missing-timeout:\n    at: http-client:payments", 11, 5, "faults[0]: expected one fault, such as 'missing-timeout: { at: http-client:NAME }'; found 2 keys, so indent the fault's parameters below its name")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, of: lage-object }", 11, 30, "of: expected one of managed, large-object, native, tasks, timers, threads; found 'lage-object'; did you mean 'large-object'?")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, of: 1 }", 11, 30, "of: expected one of managed, large-object, native, tasks, timers, threads; found '1'")]
    public void A_wrong_type_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Theory]
    [InlineData("load: checkout\n", "", 1, 1, "the key 'load' is missing; expected a text that is not blank")]
    [InlineData("  project: src/ReefChaos.Shop\n", "", 3, 1, "target: expected exactly one of project, image, dockerfile")]
    [InlineData("  limits:", "  image: shop\n  limits:", 3, 1, "target: expected exactly one of project, image, dockerfile")]
    [InlineData("at: http-client:payments, ", "", 11, 5, "missing-timeout: the key 'at' is missing; expected a site such as inbound:/checkout, http-client:payments, fault-point:NAME, channel:TYPE, lock:TYPE.FIELD, dependency:NAME, container:NAME, container or process")]
    [InlineData("stub: { status: 200, latency: 5ms }, ", "", 7, 3, "payments: expected exactly one of stub, proxy, image, dockerfile")]
    [InlineData("stub: {", "proxy: \"http://real:8080\", stub: {", 7, 3, "payments: expected exactly one of stub, proxy, image, dockerfile")]
    [InlineData("env: { Shop__Defenses: none }", "", 16, 1, "control: expected exactly one of env, none")]
    [InlineData("env: { Shop__Defenses: none }", "env: { Shop__Defenses: none }, none: slow", 16, 1, "control: expected exactly one of env, none")]
    [InlineData("env: { Shop__Defenses: none }", "env: {}", 16, 12, "env: expected at least one entry; found none")]
    [InlineData("abort: { availability: \"< 10% for 5s\" }", "abort: {}", 17, 1, "abort: expected at least one of availability, memory, heap, gc-pause, gen0-interval")]
    [InlineData("{ p99: \"<= 300ms\" }", "{}", 14, 3, "latency: expected at least one entry; found none")]
    public void What_is_missing_or_too_much_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Fact]
    public void A_file_without_any_objective_is_refused()
    {
        var slo = Examples.Main[Examples.Main.IndexOf("slo:", StringComparison.Ordinal)..Examples.Main.IndexOf("control:", StringComparison.Ordinal)];

        Refused(slo, "slo: {}\n", 12, 1, "slo: expected at least one of availability, latency, throughput, recovery, memory-growth, thread-growth");
    }

    [Theory]
    [InlineData("scenario: missing-timeout", "scenario: Missing_Timeout", 1, 11, "scenario: expected lower-case words joined by hyphens, such as slow-payments, at most 80 characters; found 'Missing_Timeout'")]
    [InlineData("scenario: missing-timeout", "scenario: \"../x\"", 1, 11, "scenario: expected lower-case words joined by hyphens, such as slow-payments, at most 80 characters; found '../x'")]
    [InlineData("scenario: missing-timeout", "scenario: \"x\\n\"", 1, 11, "scenario: expected lower-case words joined by hyphens, such as slow-payments, at most 80 characters; found 'x '")]
    [InlineData("load: checkout", "load: \" \"", 8, 7, "load: expected a text that is not blank; found ' '")]
    [InlineData("cpus: 0.5", "cpus: 0", 5, 19, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found '0'")]
    [InlineData("cpus: 0.5", "cpus: 1025", 5, 19, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found '1025'")]
    [InlineData("memory: 256MiB", "memory: 63MiB", 5, 32, "memory: expected a size of at least 64MiB, such as 256MiB; found '63MiB'")]
    [InlineData("load: checkout", "load: checkout\nlease: 499ms", 9, 8, "lease: expected a duration from 500ms to 60s; found '499ms'")]
    [InlineData("load: checkout", "load: checkout\nlease: 61s", 9, 8, "lease: expected a duration from 500ms to 60s; found '61s'")]
    [InlineData("  limits:", "  port: 0\n  limits:", 5, 9, "port: expected a port from 1 to 65535; found '0'")]
    [InlineData("  limits:", "  port: 65536\n  limits:", 5, 9, "port: expected a port from 1 to 65535; found '65536'")]
    [InlineData("  limits:", "  ready: { path: health }\n  limits:", 5, 18, "path: expected a path that starts with '/', such as /health; found 'health'")]
    [InlineData("  limits:", "  ready: { within: 0s }\n  limits:", 5, 20, "within: expected a duration above zero, such as 300ms; found '0s'")]
    [InlineData("  limits:", "  env: { \"A=B\": x }\n  limits:", 5, 10, "expected the name of an environment variable; found 'A=B'")]
    [InlineData("status: 200", "status: 99", 7, 31, "status: expected an HTTP status from 100 to 599; found '99'")]
    [InlineData("status: 200", "status: 600", 7, 31, "status: expected an HTTP status from 100 to 599; found '600'")]
    [InlineData("stub: { status: 200, latency: 5ms }", "proxy: real:8080", 7, 22, "proxy: expected an absolute http or https address, such as http://127.0.0.1:8080; found 'real:8080'")]
    [InlineData("stub: { status: 200, latency: 5ms }", "proxy: \"file:///etc/passwd\"", 7, 22, "proxy: expected an absolute http or https address, such as http://127.0.0.1:8080; found 'file:///etc/passwd'")]
    [InlineData("stub: { status: 200, latency: 5ms }", "image: \"re dis\"", 7, 22, "image: expected the name of an image, such as redis:8; found 're dis'")]
    [InlineData("stub: { status: 200, latency: 5ms }", "image: redis, port: 0", 7, 35, "port: expected a port from 1 to 65535; found '0'")]
    [InlineData("baseline: 4s", "baseline: 0s", 9, 33, "baseline: expected whole seconds from 1s, such as 4s; found '0s'")]
    [InlineData("baseline: 4s", "baseline: 4500ms", 9, 33, "baseline: expected whole seconds from 1s, such as 4s; found '4500ms'")]
    [InlineData("warmup: 2s", "warmup: 500ms", 9, 19, "warmup: expected whole seconds, such as 4s, or 0s; found '500ms'")]
    [InlineData("rate: 100%", "rate: 0%", 11, 56, "rate: expected a share above 0% and up to 100%, such as 50%; found '0%'")]
    [InlineData("rate: 100%", "for: 0s", 11, 55, "for: expected a duration above zero, such as 300ms; found '0s'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, cap: 0 }", 11, 31, "cap: expected a whole number from 1; found '0'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- leak: { at: process, count: 0 }", 11, 33, "count: expected a whole number from 1; found '0'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- native-hang: { at: fault-point:x, hold: 0s }", 11, 45, "hold: expected a duration above zero, such as 300ms; found '0s'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- outcome: { at: http-client:x, status: 1000 }", 11, 43, "status: expected an HTTP status from 100 to 599; found '1000'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- kill: { at: container, restart: 0s }", 11, 37, "restart: expected a duration above zero, such as 300ms; found '0s'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- cpu-squeeze: { at: container, cpus: 0 }", 11, 41, "cpus: expected a number of cores from 0.01 to 1024, such as 0.5; found '0'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- memory-squeeze: { at: container, memory: 5MiB }", 11, 46, "memory: expected a size of at least 6MiB, such as 128MiB; found '5MiB'")]
    [InlineData("- missing-timeout: { at: http-client:payments, rate: 100% }", "- bandwidth: { at: container, speed: 1KiB/s }", 11, 40, "speed: expected a speed of at least 4KiB/s, such as 64KiB/s; found '1KiB/s'")]
    public void A_value_out_of_range_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Theory]
    [InlineData("load: checkout", "load: &a checkout", 8, 7, "the anchor '&a' is not allowed; write values out where they are used")]
    [InlineData("load: checkout", "load: !!str checkout", 8, 7, "the tag 'tag:yaml.org,2002:str' is not allowed; leave it out")]
    [InlineData("load: checkout", "load: !exec checkout", 8, 7, "the tag '!exec' is not allowed; leave it out")]
    [InlineData("load: checkout", "load: *a", 8, 7, "the alias '*a' is not allowed; write the value out")]
    [InlineData("load: checkout", "load: checkout\n? [a]\n: b", 9, 3, "a list cannot be a key; expected a name")]
    [InlineData("seed: 42\n", "seed: 42\n---\nseed: 43\n", 19, 1, "a second document starts here; expected one scenario a file, so move it to a file of its own")]
    public void What_yaml_has_beyond_plain_data_is_refused(string old, string by, int line, int column, string message) => Refused(old, by, line, column, message);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("~\n")]
    public void An_empty_file_is_refused_as_a_whole(string text) => Examples.Read(text).Problems.Select(p => p.ToString())
        .ShouldBe(["scenario.yaml: error: the file is empty; expected a scenario, which starts with 'scenario: NAME'"]);

    [Theory]
    [InlineData("a: b: c\n", 1, 5)]
    [InlineData("load: [\n", 2, 1)]
    [InlineData("load: \"x\n", 1, 7)]
    [InlineData("a: 1\n\tb: 2\n", 1, 4)]
    public void A_syntax_error_has_its_place(string text, int line, int column)
    {
        var problem = Examples.Read(text).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldStartWith("this is not YAML: ");
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Fact]
    public void A_brace_left_open_is_refused_near_its_place() => Refused(
        "{ p99: \"<= 300ms\" }", "{ p99: { x: y }", 14, 26, "this is not YAML: it makes no sense beyond this point; is a brace, bracket or quote left open?");

    private static void Refused(string old, string by, int line, int column, string message)
    {
        var read = Examples.Read(Examples.With(old, by));

        var problem = read.Problems.ShouldHaveSingleItem();
        problem.Message.ShouldBe(message);
        (problem.Line, problem.Column).ShouldBe((line, column));
        read.Scenario.ShouldBeNull();
    }
}
