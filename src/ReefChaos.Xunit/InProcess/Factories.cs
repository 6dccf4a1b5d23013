using Microsoft.AspNetCore.Mvc.Testing;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets.InProcess;

namespace ReefChaos.Xunit.InProcess;

/// <summary>Makes services of factories, and refuses those that cannot become one.</summary>
internal static class Factories
{
    /// <exception cref="InvalidInputException">The entry point is not in an ASP.NET Core program.</exception>
    public static IInProcessService ServiceOf<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory) where TEntryPoint : class
    {
        var program = typeof(TEntryPoint).Assembly;
        return program.GetReferencedAssemblies().Any(a => a.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            ? new FactoryService<TEntryPoint>(factory)
            : throw Refused(factory.GetType(), $"{program.GetName().Name}, where {typeof(TEntryPoint)} is, has no reference to ASP.NET Core; "
                + "name a type of the service's own program, and make its project a Microsoft.NET.Sdk.Web one");
    }

    /// <summary>A new factory of that type. The caller disposes it after its service.</summary>
    /// <exception cref="InvalidInputException">It is no factory, or cannot be made.</exception>
    public static (IInProcessService Service, IAsyncDisposable Factory) New(Type type)
    {
        if (EntryPointOf(type) is not { } entryPoint || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is not { } make)
        {
            throw Refused(type, "this is no WebApplicationFactory<TEntryPoint> with a public constructor without parameters");
        }

        var serviceOf = ((Func<WebApplicationFactory<object>, IInProcessService>)ServiceOf).Method.GetGenericMethodDefinition().MakeGenericMethod(entryPoint);
        var factory = (IAsyncDisposable)make.Invoke(System.Reflection.BindingFlags.DoNotWrapExceptions, null, [], null);
        return ((IInProcessService)serviceOf.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [factory], null)!, factory);
    }

    private static Type? EntryPointOf(Type? type) =>
        type is null ? null
        : type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(WebApplicationFactory<>) ? type.GetGenericArguments()[0]
        : EntryPointOf(type.BaseType);

    private static InvalidInputException Refused(Type factory, string why) => new([new Problem($"factory {factory}", 0, 0, why)]);
}
