using StyleFunctions.Cli;

using var signals = new StopSignals();
return CommandLine.Invoke(args, Console.Out, Console.Error, signals.Stop);
