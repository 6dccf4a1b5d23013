using System.Collections.Concurrent;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-kitchen-orders</c>: orders go to the kitchen's printer by a collection with a bound, and the printer is slower than the
/// guests.
/// </summary>
internal sealed class Pizzeria : IPatient
{
    private readonly KitchenPrinter printer = new();

    public void Map(WebApplication app)
    {
        var orders = new PizzaOrders(printer);
        printer.Start();
        app.MapGet("/{n:int}", (int n) => orders.Take(n));
    }
}

internal sealed class PizzaOrders(KitchenPrinter printer)
{
    private static readonly string[] Menu = ["margherita", "funghi", "calzone"];

    public string Take(int table)
    {
        var pizza = Menu[table % Menu.Length];
        printer.Print(new KitchenTicket(table % 30, pizza));
        return $"{pizza} is on its way";
    }
}

internal sealed record KitchenTicket(int Table, string Dish);

internal sealed class KitchenPrinter
{
    private readonly BlockingCollection<KitchenTicket> tickets = new(boundedCapacity: 25);
    private int lines;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "kitchen printer" }.Start();

    public void Print(KitchenTicket ticket)
    {
        tickets.Add(ticket); // sick: channel-kitchen-orders blocked-channel
    }

    private void Run()
    {
        foreach (var ticket in tickets.GetConsumingEnumerable())
        {
            Feed($"{ticket.Table}: {ticket.Dish}");
        }
    }

    private void Feed(string line)
    {
        Thread.Sleep(150);
        lines += line.Length > 0 ? 1 : 0;
    }
}
