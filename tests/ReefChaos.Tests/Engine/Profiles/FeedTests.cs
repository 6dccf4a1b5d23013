using System.Text;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class FeedTests : IDisposable
{
    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_feed_is_read_from_CSV_JSON_or_the_configuration_itself()
    {
        folder.Write("data/users.csv", "name,First name\r\nann,\"Ann, A.\"\r\nbob,\"say \"\"hi\"\"\r\nthere\"\r\n");
        folder.Write("items.json", """[ { "sku": "lamp", "price": 2.50, "new": true }, /* one */ { "new": false, "price": 3, "sku": "é" } ]""");

        var feeds = folder.Profile("""
            "feeds": {
              "users": { "file": "data/users.csv", "order": "random" },
              "items": { "file": "items.json", "order": "circular" },
              "inline": { "rows": [ { "id": 7 } ] },
              "unused": { "rows": [ { "id": 8 } ] }
            },
            "requests": [{ "method": "GET", "path": "/{{users.name}}/{{items.sku}}?id={{inline.id}}" }]
            """).Feeds;

        feeds.Select(f => (f.Name, f.Order)).ShouldBe([("users", FeedOrder.Random), ("items", FeedOrder.Circular), ("inline", FeedOrder.Circular)]);
        feeds.Select(f => string.Join('|', f.Columns)).ShouldBe(["name|First name", "sku|price|new", "id"]);
        feeds[0].Rows.ShouldBe([["ann", "Ann, A."], ["bob", "say \"hi\"\r\nthere"]]);
        feeds[1].Rows.ShouldBe([["lamp", "2.50", "true"], ["é", "3", "false"]]);
        feeds[2].Rows.ShouldBe([["7"]]);
    }

    [Theory]
    [InlineData("a,b\n1,2", "1|2")]
    [InlineData("a,b\r\n1,2\r\n", "1|2")]
    [InlineData("a,b\n,\n", "|")]
    [InlineData("a,b\n\"\",\" x \"\n", "| x ")]
    [InlineData("\uFEFFa,b\n1, 2 ", "1| 2 ")]
    [InlineData("a,b\n\"1\n2\",\"\"\"\"", "1\n2|\"")]
    public void A_line_is_a_row(string csv, string row) => string.Join('|', Feed(csv).Rows.ShouldHaveSingleItem()).ShouldBe(row);

    [Fact]
    public void Whatever_is_written_by_the_rules_of_RFC_4180_reads_back()
    {
        const string Alphabet = "ab,\"\r\n é\u2028😀;'\t";
        for (var seed = 0UL; seed < 200; seed++)
        {
            var draw = 0UL;
            int Next(int below) => (int)(Chance.Draw(seed, draw++) * below);
            string Value() => string.Concat(Enumerable.Range(0, Next(6)).Select(_ => Alphabet.EnumerateRunes().ElementAt(Next(13)).ToString()));
            var width = 1 + Next(4);
            List<List<string>> rows = [.. Enumerable.Range(0, 1 + Next(5)).Select(_ => Enumerable.Range(0, width).Select(_ => Value()).ToList())];
            var csv = new StringBuilder(string.Join(',', Enumerable.Range(0, width).Select(i => $"c{i}")));
            foreach (var row in rows)
            {
                csv.Append(Next(2) == 0 ? "\n" : "\r\n").AppendJoin(',', row.Select(v =>
                    v.AsSpan().ContainsAny(",\"\r\n") || v.Length == 0 || Next(3) == 0 ? $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : v));
            }

            Feed(csv.ToString(), "c0").Rows.ShouldBe(rows, $"seed {seed}: {csv}");
        }
    }

    [Theory]
    [InlineData("feed.csv", "", 1, 1, "the feed is empty")]
    [InlineData("feed.csv", "a,b\n", 1, 1, "the feed has names in its first line, and no rows after it")]
    [InlineData("feed.csv", "a,b\n1,2\n3\n", 3, 1, "expected 2 values as in the first line, found 1")]
    [InlineData("feed.csv", "a,b\n1,2,3\n", 2, 1, "expected 2 values as in the first line, found 3")]
    [InlineData("feed.csv", "a,b\n1,2\n\n", 3, 1, "an empty line is no row; an empty value alone is written \"\"")]
    [InlineData("feed.csv", "a,b\n1,x\"y\n", 2, 4, "not CSV: a value with a quote in it must stand in quotes, and that quote be doubled")]
    [InlineData("feed.csv", "a,b\n1,\"é\"x\n", 2, 6, "not CSV: after the closing quote, expected a comma or the end of the line")]
    [InlineData("feed.csv", "a,b\n1,\"x\n\n", 2, 3, "not CSV: this quote is never closed")]
    [InlineData("feed.csv", "a,b\r1,2", 1, 4, "not CSV: a carriage return without a line feed")]
    [InlineData("feed.csv", "a,b\n1,\"2\"\r", 2, 6, "not CSV: after the closing quote")]
    [InlineData("feed.csv", "a,a\n1,2\n", 1, 3, "there is a column 'a' already")]
    [InlineData("feed.csv", "a,\n1,2\n", 1, 3, "expected the name of a column, without braces or spaces around it, found ''")]
    [InlineData("feed.csv", "a, b\n1,2\n", 1, 3, "found ' b'")]
    [InlineData("feed.csv", "a,b}}\n1,2\n", 1, 3, "found 'b}}'")]
    [InlineData("feed.json", "", 1, 1, "not JSON: ")]
    [InlineData("feed.json", "[ { \"a\": 1 ]", 1, 12, "not JSON: ")]
    [InlineData("feed.json", "{ \"a\": 1 }", 1, 1, "feed: expected a list, found an object")]
    [InlineData("feed.json", "[]", 1, 1, "feed: there are no rows")]
    [InlineData("feed.json", "[{}]", 1, 2, "feed: the first row has no columns")]
    [InlineData("feed.json", "[1]", 1, 2, "feed: row 1: expected an object, found 1")]
    [InlineData("feed.json", "[{ \"a\": 1 },\n { }]", 2, 2, "feed: row 2: 'a' is missing")]
    [InlineData("feed.json", "[{ \"a\": 1 },\n { \"a\": 2, \"c\": 3 }]", 2, 12, "feed: row 2: unknown key 'c'; did you mean 'a'?; expected a")]
    [InlineData("feed.json", "[{ \"a\": null }]", 1, 9, "feed: a: expected a text, a number, true or false, found null")]
    [InlineData("feed.json", "[{ \"a\": { \"b\": 1 } }]", 1, 9, "found an object")]
    [InlineData("feed.txt", "a,b\n", 1, 1, "a feed is a file that ends in .csv or .json")]
    public void A_feed_that_is_none_is_refused_at_the_place_in_its_own_file(string name, string text, int line, int column, string message)
    {
        var path = folder.Write(name, text);

        var problem = folder.ReadCustom(Custom($$"""{ "file": "{{name}}" }""")).Problems[0];

        problem.Message.ShouldContain(message);
        (problem.File, problem.Line, problem.Column).ShouldBe((path, line, column));
    }

    [Fact]
    public void A_feed_that_is_not_UTF_8_is_refused_at_its_place()
    {
        File.WriteAllBytes(folder.Write("feed.csv", ""), [(byte)'a', (byte)'\n', (byte)'b', 0xFF]);

        folder.Problem(Custom("""{ "file": "feed.csv" }""")).ToString().ShouldEndWith("feed.csv:2:2: error: expected UTF-8");
    }

    [Fact]
    public void Of_a_file_with_wrong_rows_only_the_first_are_told()
    {
        folder.Write("feed.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1\n", 1000)));

        folder.ReadCustom(Custom("""{ "file": "feed.csv" }""")).Problems.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("""{ "file": "none.csv" }""", "none.csv' cannot be read: Could not find file")]
    [InlineData("""{ "file": "." }""", "cannot be read")]
    [InlineData("""{ "file": "large.csv" }""", "large.csv' is larger than 8 MiB")]
    [InlineData("""{ "file": 7 }""", "feeds: users: file: expected a path, found 7")]
    [InlineData("""{ "rows": [] }""", "feeds: users: rows: there are no rows")]
    [InlineData("""{ "rows": "users.csv" }""", "feeds: users: rows: expected a list, found 'users.csv'")]
    [InlineData("""{ }""", "feeds: users: expected exactly one of file, rows")]
    [InlineData("""{ "rows": [{ "a": 1 }], "file": "users.csv" }""", "feeds: users: expected exactly one of file, rows")]
    [InlineData("""{ "rows": [{ "a": 1 }], "order": "randon" }""", "feeds: users: order: expected \"circular\" or \"random\", found 'randon'; did you mean 'random'?")]
    [InlineData("""{ "rows": [{ "a": 1 }], "shuffle": true }""", "feeds: users: unknown key 'shuffle'")]
    [InlineData("\"users.csv\"", "feeds: users: expected an object, found 'users.csv'")]
    public void A_feed_that_cannot_be_had_is_refused_where_it_is_named(string feed, string message)
    {
        using (var large = File.Create(Path.Combine(folder.Root, "large.csv")))
        {
            large.SetLength((8 << 20) + 1);
        }

        var problem = folder.Problem(Custom("\n" + feed));

        problem.Message.ShouldContain(message);
        (problem.File, problem.Line).ShouldBe((folder.Config, 3));
    }

    [Theory]
    [InlineData(""" "feeds": [] """, "feeds: expected an object of names and feeds, found a list")]
    [InlineData(""" "feeds": { "a.b": { "rows": [{ "a": 1 }] } } """, "feeds: expected a name of letters, digits, '_' and '-', found 'a.b'")]
    [InlineData(""" "feeds": { "a": { "rows": [{ "a": 1 }] }, "a": { "rows": [{ "a": 1 }] } } """, "feeds: 'a' stands here a second time")]
    public void Feeds_have_names(string feeds, string message) =>
        folder.Problem(feeds + """, "requests": [{ "method": "GET", "path": "/" }]""").Message.ShouldBe(message);

    [Fact]
    public void Feeds_of_one_profile_are_limited_together()
    {
        folder.Write("half.csv", "a\n" + new string('x', 5 << 20));
        folder.Write("other.csv", "a\n" + new string('x', 5 << 20));

        folder.Problem(""" "feeds": { "a": { "file": "half.csv" }, "b": { "file": "other.csv" } }, "requests": [{ "method": "GET", "path": "/" }] """)
            .Message.ShouldBe("feeds: b: file: the feeds of one profile are together larger than 8 MiB");
    }

    [Fact]
    public void Shared_feeds_are_for_all_scenarios_and_a_scenario_may_have_one_of_the_same_name()
    {
        folder.Write("users.csv", "name\nann\n");
        const string Global = """ "GlobalCustomSettings": { "feeds": { "users": { "file": "users.csv" }, "items": { "rows": [{ "sku": "lamp" }] } } }, """;

        var feeds = folder.Profile("""
            "feeds": { "items": { "rows": [{ "sku": "chair" }] } }, "requests": [{ "method": "GET", "path": "/{{items.sku}}/{{users.name}}" }]
            """, global: Global).Feeds;

        feeds.Select(f => f.Rows[0][0]).ShouldBe(["chair", "ann"], ignoreOrder: true);
    }

    [Fact]
    public void A_problem_of_a_shared_feed_is_told_once()
    {
        folder.Write("users.csv", "name\n");
        const string Entry = """{ "ScenarioName": "NAME", "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "CustomSettings": { "requests": [{ "method": "GET", "path": "/" }] } }""";

        LoadProfiles profiles = folder.Read($$"""
            { "GlobalSettings": { "GlobalCustomSettings": { "feeds": { "users": { "file": "users.csv" } } }, "ScenariosSettings": [
              {{Entry.Replace("NAME", "a", StringComparison.Ordinal)}}, {{Entry.Replace("NAME", "b", StringComparison.Ordinal)}} ] } }
            """);

        profiles.Problems.ShouldHaveSingleItem();
        profiles.Profiles.ShouldBeEmpty();
    }

    private static string Custom(string feed) => $$""" "feeds": { "users": {{feed}} }, "requests": [{ "method": "GET", "path": "/" }] """;

    private Feed Feed(string csv, string column = "a")
    {
        folder.Write("feed.csv", csv);
        return folder.Profile($$$""" "feeds": { "users": { "file": "feed.csv" } }, "requests": [{ "method": "GET", "path": "/{{users.{{{column}}}}}" }] """).Feeds[0];
    }
}
