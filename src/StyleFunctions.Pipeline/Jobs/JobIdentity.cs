using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// What makes two requests the same job: every setting of every variant, the hashes of the pictures and of the
/// network's weights. What a person calls things, and the order in which settings are given, do not count; nor does
/// the memory that was filled in where the request left it open, or the same request would be another job whenever
/// another amount is free.
/// </summary>
public static class JobIdentity
{
    private const int HashLength = 24;

    /// <summary>The id of a run of a job: 24 digits of a SHA-256, '-', the run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bitDepth">Bits a sample in results.</param>
    /// <param name="variants">What it paints, in order, as the request has it.</param>
    /// <param name="run">Which run, from 1.</param>
    public static string Id(JobNetwork network, int bitDepth, IEnumerable<Variant> variants, int run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run, 1);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalForm(network, bitDepth, variants)));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash)[..HashLength]}-{run}");
    }

    /// <summary>Whether a text could be a job's id, and so part of an artifact's name.</summary>
    /// <param name="text">The text.</param>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > HashLength + 1 and <= HashLength + 10
            && text[HashLength] == '-'
            && text[..HashLength].All(char.IsAsciiHexDigitLower)
            && text[(HashLength + 1)..].All(char.IsAsciiDigit)
            && text[HashLength + 1] != '0';
    }

    /// <summary>The text that is hashed: a line for each thing that counts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bitDepth">Bits a sample in results.</param>
    /// <param name="variants">What it paints, in order.</param>
    internal static string CanonicalForm(JobNetwork network, int bitDepth, IEnumerable<Variant> variants)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(variants);
        var form = new StringBuilder();
        form.Append(CultureInfo.InvariantCulture, $"stylefunctions-job-1\n");
        form.Append(CultureInfo.InvariantCulture, $"network {network.Name} {network.Hash} {network.InputRange}\n");
        form.Append(CultureInfo.InvariantCulture, $"bit-depth {bitDepth}\n");
        foreach (var variant in variants)
        {
            form.Append(CultureInfo.InvariantCulture, $"content {variant.Content}\n");
            foreach (var style in variant.Styles)
            {
                form.Append(CultureInfo.InvariantCulture, $"style {style}\n");
            }

            foreach (var (name, value) in variant.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                form.Append(CultureInfo.InvariantCulture, $"{name}={value}\n");
            }
        }

        return form.ToString();
    }
}
