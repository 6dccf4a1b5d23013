using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Xunit.Discovery;

/// <summary>What xunit wants to know of a test case, taken from its method and attribute.</summary>
internal sealed record TestCaseFacts(IXunitTestMethod Method, IFactAttribute Attribute, string DisplayName, string UniqueId)
{
    /// <param name="what">Tells the cases of one method apart; null where it has only one.</param>
    /// <param name="displayName">Null for the method's.</param>
    public static TestCaseFacts Of(
        ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute attribute, string? what, string? displayName)
    {
        var alone = NonParallel.Of(method);
        var details = TestIntrospectionHelper.GetTestCaseDetails(options, alone, attribute);
        var id = what is null ? details.UniqueID : UniqueIDGenerator.ForTestCase(alone.UniqueID, null, [what]);
        return new TestCaseFacts(alone, attribute, displayName ?? details.TestCaseDisplayName, id);
    }

    public Dictionary<string, HashSet<string>> Traits() =>
        Method.Traits.ToDictionary(t => t.Key, t => t.Value.ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
}
