using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Finds in an assembly where something is added to what a field holds.</summary>
/// <remarks>
/// Limit: only where the field is read and then added to in the same method, as in <c>sessions.Add(session)</c>, or what is looked up in it is, or it is an event that is subscribed to.
/// </remarks>
internal static class AddingCode
{
    private const string Subscribing = "add_";

    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "GetOrAdd", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "UnionWith", "Append", "AppendLine", "AppendFormat", "Enqueue", "EnqueueRange",
        "Push", "PushRange", "Insert", "InsertRange", "set_Item", "SetItem", "Set", "SetValue", "Write", "WriteByte", "WriteLine", "WriteAsync", "CreateEntry", "GetOrCreate", "GetOrCreateAsync",
        "TryWrite", "Post", "SendAsync", "Register", "UnsafeRegister", "CreateLinkedTokenSource", "Combine", "Subscribe", "ContinueWith", "OnCompleted", "UnsafeOnCompleted", "CreateTimer",
        "GetRequiredService", "GetService", "GetRequiredKeyedService", "CreateInstance",
    };

    /// <summary>What gives out something that is in there.</summary>
    private static readonly HashSet<string> Lookups = new(StringComparer.Ordinal)
    {
        "TryGetValue", "get_Item", "GetValueOrDefault", "GetOrAdd", "GetValueRefOrAddDefault", "GetValueRefOrNullRef", "First", "Last", "FirstOrDefault", "LastOrDefault",
    };

    /// <summary>What takes something out again.</summary>
    private static readonly HashSet<string> Removers = new(StringComparer.Ordinal)
    {
        "Remove", "TryRemove", "RemoveAt", "RemoveRange", "RemoveFirst", "RemoveLast", "RemoveAll", "RemoveWhere", "RemoveMin", "Dequeue", "TryDequeue", "DequeueEnqueue", "EnqueueDequeue",
        "Pop", "TryPop", "TryTake", "Clear", "Compact",
    };

    private static readonly HashSet<string> Counters = new(StringComparer.Ordinal) { "get_Count", "get_Length", "Count" };

    /// <param name="holder">The type that has the field, by its token.</param>
    /// <param name="isWithin">What is added to is rather one of the things in there, as a list in a dictionary.</param>
    public static IReadOnlyList<CodeOffset> Find(AssemblyCode assembly, int holder, string field, bool isWithin = false)
    {
        var all = assembly.Search(m => Find(m, holder, field));
        return [.. (all.Any(a => a.IsWithin == isWithin) ? all.Where(a => a.IsWithin == isWithin) : all).Select(a => a.Code)];
    }

    private static IEnumerable<(CodeOffset Code, bool IsWithin)> Find(MethodCode method, int holder, string field)
    {
        // What subscribes to an event is the one that calls its accessor.
        if (method.Name == Subscribing + field)
        {
            return [];
        }

        var uses = Uses(method, holder, field);
        if (uses.Adding.Count == 0)
        {
            return [];
        }

        // Who has a limit may keep to it in a method of its own.
        var all = uses.Called
            .Where(c => c != method.Handle)
            .Distinct()
            .Select(method.Other)
            .Where(m => m.Holder == holder)
            .Select(m => Uses(m, holder, field))
            .Append(uses)
            .ToList();
        var isLimited = all.Exists(u => u.Removes) && all.Exists(u => u.Counts);
        return uses.Adding.Select(a => (method.At(a.Offset) with { IsLimited = isLimited }, a.IsWithin));
    }

    /// <summary>What a method does with what the field holds.</summary>
    private static FieldUses Uses(MethodCode method, int holder, string field)
    {
        var (uses, metadata) = (new FieldUses(), method.Metadata);

        // A property is read through its getter, also by its own type.
        var getter = field.StartsWith('<') && field.IndexOf(">k__", StringComparison.Ordinal) is > 1 and var end ? $"get_{field[1..end]}" : "";
        int? read = null;
        var isLookedUp = false;
        foreach (var at in method.Instructions)
        {
            var called = at.IsCall ? IlReader.NameOf(metadata, at.Token) : "";
            if (at.IsCall && IlReader.DefinitionOf(metadata, at.Token) is { } own)
            {
                uses.Called.Add(own);
            }

            uses.Removes |= (read is not null || isLookedUp) && Removers.Contains(called);
            uses.Counts |= Counters.Contains(called);
            var looksUp = read is not null && Lookups.Contains(called);
            if (((at.Code == OpCodes.Ldfld || at.Code == OpCodes.Ldsfld) && IsField(metadata, at.Token, holder, field)) || (getter.Length > 0 && called == getter))
            {
                read = at.Offset;
            }
            else if (called == Subscribing + field || (read is not null && (Adders.Contains(called) || at.Code == OpCodes.Stelem || at.Code == OpCodes.Stelem_Ref)))
            {
                uses.Adding.Add((read ?? at.Offset, IsWithin: false));
                (isLookedUp, read) = (isLookedUp || looksUp, null);
            }
            else if (isLookedUp && Adders.Contains(called))
            {
                uses.Adding.Add((at.Offset, IsWithin: true));
            }
            else if (looksUp)
            {
                (isLookedUp, read) = (true, null);
            }
        }

        return uses;
    }

    private static bool IsField(MetadataReader metadata, int token, int holder, string field)
    {
        var handle = MetadataTokens.EntityHandle(token);
        switch (handle.Kind)
        {
            case HandleKind.FieldDefinition:
                var definition = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return metadata.StringComparer.Equals(definition.Name, field) && MetadataTokens.GetToken(definition.GetDeclaringType()) == holder;
            case HandleKind.MemberReference:
                // A field of a generic type: which instance of it is of no matter.
                return metadata.StringComparer.Equals(metadata.GetMemberReference((MemberReferenceHandle)handle).Name, field);
            default:
                return false;
        }
    }

    private sealed class FieldUses
    {
        /// <summary>Where the field is read to add something, or where something is added to what was looked up in it.</summary>
        public List<(int Offset, bool IsWithin)> Adding { get; } = [];

        /// <summary>Methods of this assembly that are called.</summary>
        public List<MethodDefinitionHandle> Called { get; } = [];

        public bool Removes { get; set; }

        public bool Counts { get; set; }
    }
}
