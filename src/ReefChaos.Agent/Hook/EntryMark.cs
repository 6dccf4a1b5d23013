namespace ReefChaos.Agent.Hook;

/// <summary>Says process-wide, across load contexts, that an agent is in already.</summary>
internal static class EntryMark
{
    private const string Name = "ReefChaos.Agent.Entered";

    public static bool TrySet()
    {
        if (AppContext.GetData(Name) is not null)
        {
            return false;
        }

        AppContext.SetData(Name, true);
        return true;
    }
}
