using Npgsql;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-appointments</c>: a report once needed hours, so the database may take as long as it likes for everything else too.</summary>
internal sealed class VeterinarySurgery : IPatient, IDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = $"{Surroundings.Silent.Address}",
        Port = Surroundings.Silent.Port,
        Username = "surgery",
        Database = "surgery",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Timeout = 0,
        CommandTimeout = 0,
        MaxPoolSize = 300,
    }.ConnectionString);

    public void Map(WebApplication app)
    {
        var calendar = new SurgeryCalendar(new AppointmentRepository(database));
        app.MapGet("/{n:int}", calendar.ShowAsync);
    }

    public void Dispose() => database.Dispose();
}

internal sealed class SurgeryCalendar(AppointmentRepository appointments)
{
    public async Task<string> ShowAsync(int n, CancellationToken aborted)
    {
        var day = n % 28;
        var animals = await appointments.OnAsync(day, aborted);
        return animals.Count == 0 ? "a free day" : string.Join(", ", animals);
    }
}

internal sealed class AppointmentRepository(NpgsqlDataSource database)
{
    public async Task<List<string>> OnAsync(int day, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select animal from appointments where day = $1 order by time");
        command.Parameters.AddWithValue(day);
        await using var reader = await command.ExecuteReaderAsync(cancellation); // sick: timeout-appointments missing-timeout
        var animals = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            animals.Add(reader.GetString(0));
        }

        return animals;
    }
}
