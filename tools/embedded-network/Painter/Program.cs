// Paints with weights that are not (yet) those inside the library: painter WEIGHTS CONTENT STYLE OUT [setting=value...]
using StyleFunctions.Imaging;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Settings;

var architecture = NetworkArchitecture.Embedded;
var file = WeightFile.Read(args[0], architecture);
var weights = architecture.Convolutions.ToDictionary(l => l.Name, l => file.Weights(l.Name));
var network = new Network(architecture, weights, file.Preprocessing, file.Hash, replicatesEverywhere: true);
var settings = args.Skip(4).Select(a => a.Split('=', 2)).Aggregate(
    Presets.For(Presets.Default, architecture, network.Preprocessing),
    (s, pair) => Setting.All.Single(known => known.Name == pair[0]).With(s, pair[1]));
using var engine = new CpuEngine(network, settings.Pooling, settings.Padding);
var inputs = new TransferInputs(PictureFile.Read(args[1]), [PictureFile.Read(args[2])]);
using var transfer = new StyleTransfer(engine, inputs, settings);
var clock = System.Diagnostics.Stopwatch.StartNew();
transfer.Run(_ => { });
PictureFile.Write(args[3], transfer.CurrentPicture());
Console.WriteLine(FormattableString.Invariant($"{args[3]} {clock.Elapsed.TotalSeconds:F0} s"));
