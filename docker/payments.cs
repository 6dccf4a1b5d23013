#:sdk Microsoft.NET.Sdk.Web
// The payment provider of compose.yaml: it approves every charge.
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapPost("/charge", () => Results.Text("""{"approved":true}""", "application/json"));
app.Run();
