namespace ReefChaos.Engine;

/// <summary>One thing that is wrong with the input: where, what, and how to mend it.</summary>
/// <remarks>Lines and columns count from 1; 0 where the place is the file as a whole.</remarks>
public sealed record Problem(string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors and CI systems parse: <c>file:line:column: error: message</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: error: {Message}" : $"{File}:{Line}:{Column}: error: {Message}";
}
