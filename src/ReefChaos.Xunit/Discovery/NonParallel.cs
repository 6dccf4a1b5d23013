using Xunit.v3;

namespace ReefChaos.Xunit.Discovery;

/// <summary>Moves a test into a collection that runs beside no other, whatever its class says: xunit leaves that choice to collections.</summary>
/// <remarks>A collection fixture is made once more for it where the class has other tests too, and so is a class fixture.</remarks>
internal static class NonParallel
{
    public const string CollectionName = "ReefChaos experiments";

    public static IXunitTestMethod Of(IXunitTestMethod method)
    {
        var collection = method.TestClass.TestCollection;
        if (collection.DisableParallelization)
        {
            return method;
        }

        var name = collection.CollectionDefinition is null ? CollectionName : $"{CollectionName}: {collection.TestCollectionDisplayName}";
        var alone = new XunitTestCollection(collection.TestAssembly, collection.CollectionDefinition, disableParallelization: true, name);
        return new XunitTestMethod(new XunitTestClass(method.TestClass.Class, alone), method.Method, method.TestMethodArguments);
    }
}
