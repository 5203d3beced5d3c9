namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Whether a job may run. In JSON: run, pause, cancel.</summary>
public enum JobControlState
{
    /// <summary>It may; also where nothing is written.</summary>
    Run,

    /// <summary>Chunks commit what they have and stop; no more are started until it may run again.</summary>
    Pause,

    /// <summary>As pause, but not to be taken up again unless a person resumes the job.</summary>
    Cancel,
}
