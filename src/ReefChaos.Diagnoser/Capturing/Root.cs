using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What keeps objects: a static field of the user's, a handle of the runtime's, or the program's first thread.</summary>
/// <param name="Id">The same at a later look.</param>
/// <param name="Field">Null for what is none.</param>
internal sealed record Root(ulong Id, string Name, Link? Field = null);

/// <summary>A field of a type that leads to the next object.</summary>
internal sealed record Link(ClrType Holder, string Field);
