namespace ReefChaos.Shop.Sessions;

internal interface ISessions
{
    /// <summary>The session of that id, or a new one.</summary>
    Session Open(string id);
}
