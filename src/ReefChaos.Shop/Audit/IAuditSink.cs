namespace ReefChaos.Shop.Audit;

internal interface IAuditSink
{
    void Write(AuditEvent audit);
}
