using System.Runtime.CompilerServices;
using ReefChaos.Xunit.Discovery;
using Xunit;
using Xunit.v3;

namespace ReefChaos.Xunit;

/// <summary>A test that runs an experiment written in code, by <see cref="ExperimentTest"/>. It never runs beside another test of the assembly.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(ExperimentDiscoverer))]
public sealed class ExperimentAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);
