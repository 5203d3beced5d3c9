using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures;

if (args.Length == 0 || args[0].StartsWith('-'))
{
    Console.Error.WriteLine("Where to? Give a folder, and optionally the pictures you want:");
    Console.Error.WriteLine("  sample-pictures <folder> [name ...]");
    Console.Error.WriteLine($"  names: {string.Join(", ", Gallery.Names)}");
    return 2;
}

var names = args.Length > 1 ? args[1..] : [.. Gallery.Names];
if (names.FirstOrDefault(name => !Gallery.Names.Contains(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no picture called '{unknown}'. There are: {string.Join(", ", Gallery.Names)}.");
    return 2;
}

var folder = Directory.CreateDirectory(args[0]);
foreach (var name in names)
{
    var started = TimeProvider.System.GetTimestamp();
    var path = Path.Combine(folder.FullName, name + ".png");
    PictureFile.Write(path, Gallery.Paint(name));
    var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    Console.WriteLine($"{name}.png  {new FileInfo(path).Length / 1024} KiB  {seconds:0.0} s");
}

return 0;
