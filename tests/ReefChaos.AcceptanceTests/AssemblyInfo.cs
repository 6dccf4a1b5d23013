using Xunit.Sdk;
using Xunit.v3;

// Each test runs the real program under load: two at once would disturb each other, and the runner refuses it.
[assembly: Parallelization(Mode = ParallelMode.None)]
