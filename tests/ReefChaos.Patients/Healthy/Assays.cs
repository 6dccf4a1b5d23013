namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>starved-assay</c>: how much ore a block of rock has is estimated from the drillings around it, with less of the processor than that
/// takes.
/// </summary>
internal sealed class OreEstimates : IPatient
{
    private readonly BlockModel model = new([.. Enumerable.Range(0, 400).Select(Drilled)]);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Estimate(n));

    private static Drilling Drilled(int i) => new(i * 31 % 500, i * 17 % 500, i % 120, 0.1 + (i % 70 / 10.0));

    private string Estimate(int n)
    {
        var richest = 0.0;
        for (var depth = 0; depth < BlockModel.Levels; depth++)
        {
            richest = Math.Max(richest, model.GradeAt(n % 500, n * 3 % 500, depth));
        }

        return $"{richest:0.00} g per tonne";
    }
}

internal sealed record Drilling(double East, double North, double Depth, double Grade);

/// <summary>Weighs each drilling by its distance.</summary>
internal sealed class BlockModel(Drilling[] drillings)
{
    public const int Levels = 100;

    public double GradeAt(double east, double north, double depth)
    {
        var weighted = 0.0;
        var weights = 0.0;
        foreach (var drilling in drillings)
        {
            var distance = Math.Sqrt(Math.Pow(drilling.East - east, 2) + Math.Pow(drilling.North - north, 2) + Math.Pow(drilling.Depth - depth, 2));
            var weight = 1 / (1 + Math.Pow(distance, 2.5));
            weighted += weight * drilling.Grade;
            weights += weight;
        }

        return weighted / weights;
    }
}
