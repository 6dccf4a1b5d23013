using Npgsql;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-tenant-database</c>: tenants are looked up in a database that takes connections and says nothing, under limits that were raised until
/// nobody complained.
/// </summary>
internal sealed class Helpdesk : IPatient
{
    private readonly TenantRepository tenants = new(
        $"Host={Surroundings.Silent.Address};Port={Surroundings.Silent.Port};Username=desk;Password=desk;Database=tenants;"
        + "SSL Mode=Disable;GSS Encryption Mode=Disable;Timeout=900;Command Timeout=0");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ShowAsync);

    private async Task<string> ShowAsync(int n)
    {
        var tenant = await tenants.FindAsync(n % 30);
        return $"tickets of {tenant ?? "nobody"}";
    }
}

internal sealed class TenantRepository(string connectionString)
{
    public async Task<string?> FindAsync(int id)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(); // sick: timeout-tenant-database missing-timeout
        await using var command = new NpgsqlCommand("select name from tenants where id = $1", connection) { Parameters = { new() { Value = id } } };
        return await command.ExecuteScalarAsync() as string;
    }
}
