using System.Reflection;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>Locks named by type and field: a static field, or a field of a singleton service.</summary>
/// <remarks>
/// Instances that dependency injection does not know can't be reached. It names no type of dependency injection itself, since
/// static locks are there in apps without it.
/// </remarks>
internal sealed class LockSites
{
    private const BindingFlags AnyField =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Lock latch = new();
    private readonly List<Singleton> singletons = [];
    private readonly List<IServiceProvider> providers = [];

    public void Learn(IEnumerable<Singleton> registered)
    {
        lock (latch)
        {
            singletons.AddRange(registered);
        }
    }

    public void Add(IServiceProvider services)
    {
        lock (latch)
        {
            providers.Add(services);
        }
    }

    /// <summary>May make the singleton, if the app did not yet.</summary>
    /// <param name="name"><c>Type.Field</c>, the type with or without its namespace.</param>
    /// <exception cref="RefusedException">There is no such lock, or not yet.</exception>
    public ILockHold Named(string name)
    {
        var dot = name.LastIndexOf('.');
        var types = dot > 0 ? TypesNamed(name[..dot]) : throw new RefusedException($"'lock:{name}' is unknown: write lock:TYPE.FIELD.");
        var type = types.Count switch
        {
            1 => types[0],
            0 => throw new RefusedException($"'lock:{name}' is unknown: no loaded type is named {name[..dot]}."),
            _ => throw new RefusedException($"'lock:{name}' is ambiguous: {string.Join(", ", types.Select(t => t.FullName))}."),
        };
        var field = FieldNamed(type, name[(dot + 1)..]);
        var owner = field.IsStatic ? null : Instance(type);
        return LockHold.Of(field.GetValue(owner), $"lock:{name}");
    }

    /// <summary>The types of services first: an app's other types may share the short name.</summary>
    private List<Type> TypesNamed(string name)
    {
        List<Type> services;
        lock (latch)
        {
            services = [.. singletons.Select(s => s.Implementation).OfType<Type>().Distinct().Where(t => IsNamed(t, name))];
        }

        return services.Count > 0
            ? services
            : [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic).SelectMany(LoadableTypes).Where(t => IsNamed(t, name))];
    }

    private static bool IsNamed(Type type, string name) => type.Name == name || type.FullName == name || type.FullName?.Replace('+', '.') == name;

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }

    private static FieldInfo FieldNamed(Type type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if ((t.GetField(name, AnyField) ?? t.GetField($"<{name}>k__BackingField", AnyField)) is { } field)
            {
                return field;
            }
        }

        var known = type.GetFields(AnyField).Where(f => !f.FieldType.IsValueType && !f.FieldType.IsArray).Select(f => f.Name).Order();
        throw new RefusedException($"{type.Name} has no field {name}; it has {string.Join(", ", known)}.");
    }

    private object Instance(Type type)
    {
        List<Type> services;
        List<IServiceProvider> sources;
        lock (latch)
        {
            services = [.. singletons.Where(s => s.MayBe(type)).Select(s => typeof(IEnumerable<>).MakeGenericType(s.Service)).Distinct()];
            sources = [.. providers];
        }

        return sources.SelectMany(p => services.SelectMany(s => (IEnumerable<object?>)p.GetService(s)!)).FirstOrDefault(type.IsInstanceOfType)
            ?? throw new RefusedException(sources.Count == 0
                ? $"The singleton {type.Name} can't be found before the host is built: arm it later."
                : $"No singleton service is a {type.Name}: name a static field, or register the type as a singleton.");
    }
}

/// <param name="Implementation">Null where a factory makes it.</param>
internal sealed record Singleton(Type Service, Type? Implementation)
{
    /// <summary>A factory tells its service type only.</summary>
    public bool MayBe(Type type) =>
        !Service.ContainsGenericParameters
        && Service.IsAssignableFrom(type)
        && (Implementation is null || type.IsAssignableFrom(Implementation));
}
