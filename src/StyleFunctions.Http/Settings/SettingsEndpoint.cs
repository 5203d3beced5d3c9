using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.Settings;

/// <summary>GET /api/settings: every setting with its meaning, range and default, from the settings record.</summary>
public sealed class SettingsEndpoint
{
    private readonly NetworkShelf _networks;
    private readonly IReadOnlyList<string> _pictures;

    internal SettingsEndpoint(NetworkShelf networks, IEnumerable<PictureFormat> pictures) =>
        (_networks, _pictures) = (networks, [.. pictures.Select(p => p.ContentType)]);

    /// <summary>Answers with the settings of a preset and a network.</summary>
    /// <param name="context">The request and its answer.</param>
    public async Task GetAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var preset = Asked(context, "preset") ?? Presets.Default;
        var name = Asked(context, "network") ?? _networks.Names[0];
        var (network, preprocessing) = await NetworkAsync(name, context.RequestAborted);
        var defaults = Presets.For(preset, network, preprocessing);
        var settings = new SettingsResource(
            Presets.Names,
            [.. NetworkArchitecture.All.Select(a => new NetworkResource(a.Name, _networks.Names.Contains(a.Name)))],
            network.Name,
            preset,
            _pictures,
            [.. Setting.All.Select(s => new SettingResource(
                s.Name, s.Meaning, s.Kind, s.Minimum, s.Maximum, s.Choices, s.Allowed, s.Read(defaults)))]);
        await Answer.JsonAsync(context, settings, HttpJson.Readable.SettingsResource);
    }

    private static string? Asked(HttpContext context, string name) =>
        context.Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    // What a network's weights expect as input is only known where they are; else torchvision's are what people have.
    private async Task<(NetworkArchitecture Network, Preprocessing Preprocessing)> NetworkAsync(
        string name, CancellationToken cancellation)
    {
        if (_networks.Names.Contains(name))
        {
            var profile = await _networks.ProfileAsync(name, cancellation);
            return (profile.Architecture, profile.Preprocessing);
        }

        var names = NetworkArchitecture.All.Select(a => a.Name);
        return NetworkArchitecture.All.FirstOrDefault(a => a.Name == name) is { } architecture
            ? (architecture, Preprocessing.Torchvision)
            : throw Problems.Unprocessable(
                $"There is no network '{name}'{DidYouMean.Suggest(name, names)}", "network");
    }
}
