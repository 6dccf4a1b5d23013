namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-cache-fill</c>: a cache reads what is stale from the database while it holds its lock, so that one row keeps all others waiting.</summary>
internal sealed class RecipeSite : IPatient
{
    private readonly RecipeService recipes = new(new RecipeCache(new RecipeTable(TimeSpan.FromMilliseconds(55))));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => recipes.Describe(n % 40));
}

internal sealed class RecipeService(RecipeCache cache)
{
    public string Describe(int id)
    {
        var recipe = cache.Find(id);
        return $"{recipe.Title}, {recipe.Minutes} minutes";
    }
}

internal sealed class RecipeCache(RecipeTable table)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly object sync = new();
    private readonly Dictionary<int, Recipe> recipes = [];

    public Recipe Find(int id)
    {
        lock (sync) // sick: lock-cache-fill lock-contention
        {
            if (!recipes.TryGetValue(id, out var recipe) || DateTime.UtcNow - recipe.Read > Fresh)
            {
                recipe = table.Read(id);
                recipes[id] = recipe;
            }

            return recipe;
        }
    }
}

internal sealed class RecipeTable(TimeSpan roundTrip)
{
    public Recipe Read(int id)
    {
        Thread.Sleep(roundTrip);
        return new Recipe($"soup {id}", 20 + (id % 30), DateTime.UtcNow);
    }
}

internal sealed record Recipe(string Title, int Minutes, DateTime Read);
