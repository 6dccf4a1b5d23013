namespace ReefChaos.Cli.Init.Reading;

internal static class ChannelReader
{
    public static IEnumerable<BoundedChannel> Read(Code code)
    {
        var registrations = new Registrations(code);
        return code.Calls("CreateBounded")
            .Where(c => Code.TypesOf(c).Count == 1)
            .Select(c => new BoundedChannel(Code.LastName(Code.TypesOf(c)[0]), registrations.Makes(c)))
            .OrderByDescending(c => c.IsRegistered);
    }
}
