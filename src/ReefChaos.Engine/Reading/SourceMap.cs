namespace ReefChaos.Engine.Reading;

/// <summary>Where each key of a file stands, so that a finding about a value can point at it.</summary>
/// <remarks>
/// Paths join keys and list positions by slashes: <c>faults/0/leak/size</c>. A value is placed where its text begins,
/// a mapping or list at its key.
/// </remarks>
public sealed class SourceMap
{
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <summary>The place of the path, or of the nearest part above it that the file gives; 0:0 where there is none.</summary>
    public Place Of(string path)
    {
        for (var rest = path; ; rest = rest[..rest.LastIndexOf('/')])
        {
            if (places.TryGetValue(rest, out var place))
            {
                return place;
            }

            if (!rest.Contains('/'))
            {
                return default;
            }
        }
    }

    internal void Add(string path, Place place) => places.TryAdd(path, place);
}

/// <summary>Counted from 1; 0:0 stands for the file as a whole.</summary>
public readonly record struct Place(int Line, int Column);
