using Microsoft.Extensions.Options;
using ReefChaos.Shop.Audit;
using ReefChaos.Shop.Orders;
using ReefChaos.Shop.Payments;
using ReefChaos.Shop.Prices;
using ReefChaos.Shop.Risk;
using ReefChaos.Shop.Sessions;
using ReefChaos.Shop.Stock;

namespace ReefChaos.Shop;

/// <summary>Public for a <c>WebApplicationFactory</c>.</summary>
public sealed class Program
{
    private Program()
    {
    }

    public static int Main(string[] args)
    {
        WebApplication app;
        try
        {
            app = Build(args);
        }
        catch (SettingsException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }

        app.Run();
        return 0;
    }

    /// <exception cref="SettingsException">A setting is wrong; the message says which.</exception>
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var defenses = DefenseSwitch.Parse(builder.Configuration[DefenseSwitch.Key]);

        builder.AddFoundation();
        builder.AddSessions(defenses);
        builder.AddPrices(defenses);
        builder.AddStock(defenses);
        builder.AddRisk(defenses);
        builder.AddPayments(defenses);
        builder.AddAudit(defenses);
        builder.AddOrders();

        var app = builder.Build();
        CheckSettings(app.Services);
        app.MapOrders();
        app.MapAbout(defenses);
        return app;
    }

    private static void CheckSettings(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (AggregateException several)
        {
            throw new SettingsException(string.Join(' ', several.InnerExceptions.Select(wrong => wrong.Message)), several);
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException)
        {
            throw new SettingsException(wrong.Message, wrong);
        }
    }
}
