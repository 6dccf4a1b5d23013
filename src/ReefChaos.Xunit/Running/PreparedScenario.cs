using ReefChaos.Engine;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Xunit.Discovery;

namespace ReefChaos.Xunit.Running;

internal static class PreparedScenario
{
    private const string ProfilesFile = "nbomber-config.json";

    /// <summary>The file of load profiles is in the working folder, or above it.</summary>
    /// <exception cref="InvalidInputException">With all that is wrong, of both files.</exception>
    public static PlannedExperiment Of(ScenarioFile file, SearchPath search)
    {
        if (file.WorkingFolder.Length == 0)
        {
            throw new InvalidInputException([new Problem(file.Path, 0, 0, $"there is no such file or folder in {search}; check the path")]);
        }

        if (Directory.Exists(file.Path))
        {
            throw new InvalidInputException(ScenarioFiles.Find([file.Path]).Problems);
        }

        var profiles = LoadProfileReader.Read(new SearchPath(file.WorkingFolder).Find(ProfilesFile)?.Path ?? Path.Combine(file.WorkingFolder, ProfilesFile));
        var experiment = Experiment.Prepare(file.Path, profiles, seed: null, file.WorkingFolder);
        IReadOnlyList<Problem> problems = [.. profiles.Problems, .. experiment.Problems];
        return problems.Count == 0 ? experiment : throw new InvalidInputException(problems);
    }
}
