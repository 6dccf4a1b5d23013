namespace ReefChaos.Agent.Sites;

/// <summary>What an inbound call is answered with in place of the app's answer; null where the app answers.</summary>
internal sealed record CannedAnswer(int Status, string Body, int? RetryAfterSeconds);
