using ReefChaos.Shop.Payments;

namespace ReefChaos.Shop.Audit;

internal sealed partial class LogAuditSink(ILogger<LogAuditSink> logger) : IAuditSink
{
    public void Write(AuditEvent audit) => Audited(audit.At, audit.Order, audit.Total, audit.Risk, audit.Payment);

    [LoggerMessage(LogLevel.Information, "{At} order {Order}: {Total}, risk {Risk}, {Payment}")]
    private partial void Audited(DateTimeOffset at, Guid order, decimal total, double risk, PaymentState payment);
}
