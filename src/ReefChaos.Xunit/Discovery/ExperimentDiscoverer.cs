using ReefChaos.Xunit.Running;
using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Discovery;

internal sealed class ExperimentDiscoverer : FactDiscoverer
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        new ExperimentTestCase(TestCaseFacts.Of(discoveryOptions, testMethod, factAttribute, what: null, displayName: null));
}
