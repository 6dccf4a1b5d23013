namespace ReefChaos.Shop.Audit;

internal interface IAuditTrail
{
    /// <summary>Takes no token: what happened is recorded even when the buyer is gone.</summary>
    ValueTask RecordAsync(AuditEvent audit);
}
