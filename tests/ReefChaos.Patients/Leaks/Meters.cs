using System.Diagnostics.Metrics;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-meters</c>: a meter is made for each checkout and not disposed of, and the runtime keeps all meters there are.</summary>
internal sealed class Kiosk : IPatient
{
    private readonly KioskCheckout checkout = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => checkout.Pay(n));
}

internal sealed class KioskCheckout
{
    private int paid;

    public string Pay(int basket)
    {
        var metrics = CheckoutMetrics.For($"till-{basket % 8}");
        metrics.Paid(basket % 40);
        return $"{Interlocked.Increment(ref paid)} paid";
    }
}

internal sealed class CheckoutMetrics(Counter<int> payments, Histogram<double> amounts)
{
    public static CheckoutMetrics For(string till)
    {
        var meter = new Meter("Kiosk.Checkout", "1.0", [new("till", till)]); // sick: leak-meters leak
        return new CheckoutMetrics(meter.CreateCounter<int>("kiosk.payments"), meter.CreateHistogram<double>("kiosk.amounts"));
    }

    public void Paid(double amount)
    {
        payments.Add(1);
        amounts.Record(amount);
    }
}
