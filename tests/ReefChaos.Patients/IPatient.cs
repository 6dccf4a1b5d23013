namespace ReefChaos.Patients;

/// <summary>
/// A service that has one known illness, or none. A comment <c>sick: VARIANT MODE</c> marks the line that a diagnosis must name; <c>also:</c> a
/// line that is as right an answer, where one illness shows at two places. Locks and channels are marked where requests wait, leaks where the
/// kept object is made or kept, which its constructor is not, parked tasks and threads where they are parked, hangs at the call from the service's own code.
/// </summary>
internal interface IPatient
{
    /// <remarks>Takes requests at <c>/{n}</c>, where n counts them up.</remarks>
    void Map(WebApplication app);
}
