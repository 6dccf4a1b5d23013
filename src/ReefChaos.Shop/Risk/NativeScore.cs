using System.Runtime.InteropServices;

namespace ReefChaos.Shop.Risk;

/// <summary>The score as native code gives it. Nothing can cancel a native call: the calling thread is gone until it returns.</summary>
internal static partial class NativeScore
{
    /// <summary>The total at which the score passes 0.84.</summary>
    private const double Unusual = 1_000;

    private static readonly FaultPoint Point = FaultPoint.Named("risk-score");

    public static double Of(decimal total)
    {
        Point.Hit();
        return Erf((double)total / Unusual);
    }

    [LibraryImport("libm.so.6", EntryPoint = "erf")]
    private static partial double Erf(double x);
}
