using ReefChaos.Patients.Blocking;
using ReefChaos.Patients.Channels;
using ReefChaos.Patients.Combinations;
using ReefChaos.Patients.Hangs;
using ReefChaos.Patients.Healthy;
using ReefChaos.Patients.Leaks;
using ReefChaos.Patients.Locks;
using ReefChaos.Patients.Timeouts;

namespace ReefChaos.Patients;

/// <summary>Which class a variant is. What is the matter with it says the catalogue of the benchmark.</summary>
internal static class Ward
{
    public static IReadOnlyDictionary<string, Func<IPatient>> Patients { get; } = new SortedDictionary<string, Func<IPatient>>(StringComparer.Ordinal)
    {
        ["lock-monitor"] = () => new PriceBook(),
        ["lock-object"] = () => new RouteTable(),
        ["lock-job"] = () => new SearchIndex(),
        ["lock-lazy"] = () => new Catalogue(),
        ["lock-semaphore"] = () => new ReceiptPrinter(),
        ["lock-semaphore-async"] = () => new TokenKeeper(),
        ["lock-semaphore-lost"] = () => new Courier(),
        ["lock-readers"] = () => new StockList(),
        ["lock-convoy"] = () => new Journal(),
        ["lock-timed"] = () => new Vault(),
        ["lock-semaphore-limit"] = () => new Customs(),
        ["lock-upgradeable"] = () => new Tariffs(),

        ["hang-poll"] = () => new CardTerminal(),
        ["hang-read"] = () => new Scale(),
        ["hang-recv"] = () => new CacheDaemon(),
        ["hang-flock"] = () => new ReportFile(),
        ["hang-fcntl"] = () => new LedgerFile(),
        ["hang-sleep"] = () => new LabelPrinter(),
        ["hang-waitpid"] = () => new Converter(),
        ["hang-semaphore"] = () => new VideoEncoder(),
        ["hang-getaddrinfo"] = () => new MailGateway(),
        ["hang-dns"] = () => new Hangs.Directory(),
        ["hang-open"] = () => new Telegraph(),
        ["hang-write"] = () => new Plotter(),
        ["hang-mutex"] = () => new Codec(),

        ["leak-list"] = () => new Statistics(),
        ["leak-large"] = () => new Uploads(),
        ["leak-cache"] = () => new PageCache(),
        ["leak-scope"] = () => new Invoices(),
        ["leak-events"] = () => new Rates(),
        ["leak-registrations"] = () => new Sessions(),
        ["leak-timers"] = () => new Baskets(),
        ["leak-tasks"] = () => new Confirmations(),
        ["leak-delays"] = () => new Presence(),
        ["leak-threads"] = () => new Imports(),
        ["leak-backlog"] = () => new Receipts(),
        ["leak-keys"] = () => new Bookings(),
        ["leak-continuations"] = () => new Visitors(),
        ["leak-native"] = () => new Resizer(),

        ["channel-dead-reader"] = () => new OrderQueue(),
        ["channel-wait-to-write"] = () => new EventBus(),
        ["channel-chained"] = () => new Pipeline(),
        ["channel-one-of-many"] = () => new Regions(),
        ["channel-slow-reader"] = () => new Thumbnails(),
        ["channel-reply"] = () => new Ledger(),
        ["channel-fanout"] = () => new Announcements(),

        ["timeout-http"] = () => new Payments(),
        ["timeout-http-body"] = () => new Reviews(),
        ["timeout-http-sync"] = () => new Shipping(),
        ["timeout-http-capped"] = () => new Ratings(),
        ["timeout-socket"] = () => new Warehouse(),
        ["timeout-socket-sync"] = () => new Mainframe(),
        ["timeout-postgres"] = () => new Customers(),
        ["timeout-redis"] = () => new Profiles(),
        ["timeout-handler"] = () => new Claims(),
        ["timeout-connect"] = () => new Depot(),
        ["timeout-tls"] = () => new Bank(),

        ["blocking-result"] = () => new Counters(),
        ["blocking-wait"] = () => new Accounts(),
        ["blocking-getresult"] = () => new Weather(),
        ["blocking-waitall"] = () => new Dashboard(),
        ["blocking-run"] = () => new Ranking(),
        ["blocking-enumerable"] = () => new Timetable(),
        ["blocking-dispose"] = () => new Attachments(),

        ["pair-lock-timeout"] = () => new Travel(),
        ["pair-leak-channel"] = () => new Clicks(),
        ["pair-hang-leak"] = () => new Scanner(),
        ["pair-channel-timeout"] = () => new Alerts(),
        ["pair-lock-leak"] = () => new Polls(),

        ["healthy-idle"] = () => new Calculator(0.1),
        ["healthy-busy"] = () => new Calculator(10),
        ["healthy-slow-downstream"] = () => new Recommendations(),
        ["healthy-hot-lock"] = () => new Tickets(),
        ["healthy-garbage"] = () => new Exports(),
        ["healthy-cache"] = () => new Tiles(),
        ["healthy-readers"] = () => new Rooms(),
        ["healthy-long-poll"] = () => new News(),
        ["healthy-watches"] = () => new Watches(),
        ["healthy-consumers"] = () => new Consumers(),
        ["healthy-backpressure"] = () => new Feed(),
        ["healthy-timeouts"] = () => new Suggestions(),
        ["healthy-bulkhead"] = () => new Printers(),
        ["healthy-bounded"] = () => new Pages(),
        ["healthy-streams"] = () => new Concerts(),
        ["starved-quota"] = () => new Calculator(8),
        ["starved-neighbour"] = () => new Calculator(8),
        ["starved-lock"] = () => new Tickets(),
        ["starved-garbage"] = () => new Exports(),
    };
}
