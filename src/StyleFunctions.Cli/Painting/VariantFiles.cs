using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Painting;

/// <summary>What the files of a job's variants are called: by what sets a variant apart.</summary>
internal static class VariantFiles
{
    private const int LongestName = 120;

    /// <summary>The name of a variant's files, without an ending; empty if the job has only one variant.</summary>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    public static string NameOf(Job job, Variant variant)
    {
        if (job.Variants.Count == 1)
        {
            return "";
        }

        var name = Plain(variant.Label);
        var isAlone = job.Variants.Count(v => Same(Plain(v.Label), name)) == 1;
        return isAlone && !name.EndsWith('-') ? name : $"{name}-{variant.Id}";
    }

    // "seed 1, style-weight 0.5" is seed-1_style-weight-0.5.
    private static string Plain(string label)
    {
        char[] name = [.. label.Replace(", ", "_", StringComparison.Ordinal)
            .Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' ? c : '-')];
        return new string(name, 0, Math.Min(name.Length, LongestName)).TrimStart('.', '-');
    }

    // Some file systems take no notice of case.
    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
