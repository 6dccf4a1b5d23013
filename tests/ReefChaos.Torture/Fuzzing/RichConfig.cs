namespace ReefChaos.Torture.Fuzzing;

/// <summary>A configuration with nearly every key that is read.</summary>
internal static class RichConfig
{
    public const string Text = """
        {
          "TestSuite": "suite", "TestName": "name", "TargetScenarios": ["buy", "trace"],
          "GlobalSettings": {
            "GlobalCustomSettings": { "timeout": "3s", "keepAlive": true },
            "ReportFileName": "report", "ReportFormats": ["Html"], "ReportingInterval": "00:00:10",
            "ScenariosSettings": [
              {
                "ScenarioName": "buy", "WarmUpDuration": "00:00:03", "MaxFailCount": 100,
                "LoadSimulationsSettings": [
                  { "RampingConstant": [5, "00:00:05"] }, { "KeepConstant": [5, "00:00:05"] }, { "RampingInject": [40, "00:00:01", "00:00:10"] },
                  { "InjectRandom": [10, 40, "00:00:01", "00:00:10"] }, { "Pause": "00:00:01" }, { "Inject": [40, "00:00:01", "00:05:00"] }
                ],
                "ThresholdSettings": [{ "OkRequest": "Percent > 99" }, { "OkLatency": "p99 < 300" }],
                "CustomSettings": {
                  "arrivals": "poisson", "maxConnections": 64, "http": "1.1",
                  "feeds": { "users": { "rows": [{ "card": "4000-0000-0000-0002", "name": "a" }], "order": "random" } },
                  "requests": [
                    { "method": "GET", "path": "/health", "weight": 3, "expect": [200, 204] },
                    { "journey": "buy", "weight": 1, "steps": [
                      { "method": "POST", "path": "/orders", "headers": { "X-User": "{{users.name}}" }, "body": { "card": "{{users.card}}" }, "extract": { "order": "json:/order/id" } },
                      { "method": "GET", "path": "/orders/{{order}}", "think": "200ms", "check": { "/order/state": "paid" } } ] }
                  ]
                }
              },
              {
                "ScenarioName": "grpc", "LoadSimulationsSettings": [{ "Inject": [4, "00:00:01", "00:01:00"] }],
                "CustomSettings": { "http": "2", "tls": { "verify": false }, "requests": [{ "grpc": "shop.Orders/Place", "message": { "1": "lamp", "2": 3, "3": { "1": true } } }] }
              },
              { "ScenarioName": "mine", "LoadSimulationsSettings": [], "CustomSettings": { "own": 1 } }
            ]
          }
        }
        """;
}
