using Xunit.v3;

// Most tests run the real program under load: two at once would disturb each other, and the runner refuses it. They are one collection.
// Beside it goes only what starts no runner, and nothing goes beside those that wait for verdicts.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]

namespace ReefChaos.AcceptanceTests;

/// <summary>Tests that start no runner.</summary>
[CollectionDefinition]
public sealed class WithoutRunner;

/// <summary>Tests that wait for verdicts, or measure.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
