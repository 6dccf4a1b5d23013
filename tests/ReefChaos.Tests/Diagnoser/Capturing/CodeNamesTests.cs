using ReefChaos.Diagnoser.Capturing;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class CodeNamesTests
{
    [Theory]
    [InlineData("Shop.Orders.Checkout", "Place", "Shop.Orders.Checkout.Place")]
    [InlineData("Shop.Checkout+<PlaceAsync>d__3", "MoveNext", "Shop.Checkout.PlaceAsync")]
    [InlineData("Shop.Box<System.__Canon>+<GetAsync>d__3", "MoveNext", "Shop.Box.GetAsync")]
    [InlineData("System.Net.Http.HttpClient+<<SendAsync>g__Core|83_0>d", "MoveNext", "System.Net.Http.HttpClient.SendAsync.Core")]
    [InlineData("Program", "<Main>$", "Program.Main")]
    [InlineData("Program+<>c", "<<Main>$>b__0_0", "Program.Main")]
    [InlineData("Program+<>c__DisplayClass0_0+<<<Main>$>b__1>d", "MoveNext", "Program.Main")]
    [InlineData("Shop.Sessions+<>c", "<Open>b__4_0", "Shop.Sessions.Open")]
    [InlineData("Shop.Sessions", ".ctor", "Shop.Sessions..ctor")]
    [InlineData("Shop.Sessions", "<Open>g__Make|2_0", "Shop.Sessions.Open.Make")]
    public void Methods_are_named_as_they_were_written(string type, string method, string name) => CodeNames.Method(type, method).ShouldBe(name);

    [Theory]
    [InlineData("System.Collections.Generic.Dictionary<System.String, System.Int32>+Entry[]", "System.Collections.Generic.Dictionary.Entry")]
    [InlineData("Shop.Sessions+<>c__DisplayClass0_0", "Shop.Sessions")]
    [InlineData("System.Byte[]", "System.Byte")]
    public void Types_lose_their_arguments(string type, string name) => CodeNames.Type(type).ShouldBe(name);

    [Theory]
    [InlineData("Shop", true)]
    [InlineData("ReefChaos.Shop", true)]
    [InlineData("Npgsql", true)]
    [InlineData("System.Net.Http", false)]
    [InlineData("Microsoft.AspNetCore.Http", false)]
    [InlineData("Polly.Core", false)]
    [InlineData("ReefChaos.Agent", false)]
    [InlineData("ReefChaos", false)]
    [InlineData("", false)]
    public void The_users_code_is_what_is_neither_the_frameworks_nor_ours(string assembly, bool isUsers) => CodeOwners.IsUsers(assembly).ShouldBe(isUsers);
}
