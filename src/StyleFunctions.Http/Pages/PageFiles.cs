using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace StyleFunctions.Http.Pages;

/// <summary>The web page's files: those of wwwroot, which are in this library.</summary>
internal static class PageFiles
{
    private const string Root = "wwwroot/";
    private const string Index = "index.html";

    private static readonly FrozenDictionary<string, PageFile> All = Read();

    /// <summary>The file of a path; null if there is none.</summary>
    /// <param name="path">A path without its first '/'; empty for the page itself.</param>
    public static PageFile? Find(string path) => All.GetValueOrDefault(path.Length == 0 ? Index : path);

    private static FrozenDictionary<string, PageFile> Read()
    {
        var types = new FileExtensionContentTypeProvider();
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Root.Length..], name => Read(assembly, name, types));
    }

    private static PageFile Read(Assembly assembly, string name, FileExtensionContentTypeProvider types)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return new PageFile(
            type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type,
            $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"",
            bytes);
    }
}
