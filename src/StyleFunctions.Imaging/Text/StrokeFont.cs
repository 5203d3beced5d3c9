using System.Globalization;
using System.Text;

namespace StyleFunctions.Imaging.Text;

/// <summary>
/// A sans serif of strokes. Lengths are in units of a tenth of a capital's height; x grows to the right, y upwards from
/// the baseline; strokes are the middle of a round pen's line.
/// </summary>
internal static class StrokeFont
{
    /// <summary>The pen's width.</summary>
    public const double Pen = 1.15;

    /// <summary>The height of letters like x.</summary>
    public const double Small = 7;

    /// <summary>The height of capitals, figures, and letters like h.</summary>
    public const double Capital = 10;

    /// <summary>From the baseline to the top of a line, which the marks of capitals reach.</summary>
    public const double Ascent = 13.5;

    /// <summary>From the baseline to the bottom of a line.</summary>
    public const double Descent = 3.1;

    // A line for each character: itself, how it ends on the left and on the right, its width, its strokes.
    //
    // Ends: | is straight, ( or ) is round, < or > leans or is open: the rounder, the nearer its neighbour.
    // Strokes, as in SVG: M moves, L, H and V draw straight lines, Q and C curves of one and two handles. Two more draw
    // a quarter of an ellipse: U leaves upwards or downwards and arrives level, R leaves level and arrives upright.
    private const string Glyphs = """
        ! || 0 M0,10 V3.3 M0,0 V0.1
        " || 2.3 M0,10 V7.3 M2.3,10 V7.3
        # <> 7.2 M1.3,0.2 L2.9,9.8 M4.5,0.2 L6.1,9.8 M0.5,6.7 H7.2 M0,3.3 H6.7
        $ () 6.2 M5.7,8 Q4.8,9.6 3,9.6 R0.3,7.3 C0.3,4.2 6.2,5.8 6.2,2.7 U3.1,0.4 Q0.9,0.4 0,2.3 M3.1,11.4 V-1.4
        % () 9.6 M8.1,10 L1.5,0 M0,7.7 U2,10 R4,7.7 U2,5.4 R0,7.7 M5.6,2.3 U7.6,4.6 R9.6,2.3 U7.6,0 R5.6,2.3
        & (> 7 M7,0 L1.7,6.6 C0.4,8.3 1.3,10 2.9,10 C4.6,10 5.3,8 3.7,6.6 L1.4,4.9 Q0,3.8 0,2.5 U2.7,0 Q5.5,0 6.6,4.2
        ' || 0 M0,10 V7.3
        ( (> 2.2 M2.2,11 Q0,8 0,4.2 Q0,0.4 2.2,-2.6
        ) <) 2.2 M0,11 Q2.2,8 2.2,4.2 Q2.2,0.4 0,-2.6
        * <> 4.2 M2.1,10 V5.4 M0.1,8.85 L4.1,6.55 M4.1,8.85 L0.1,6.55
        + <> 6 M0,4.5 H6 M3,7.5 V1.5
        , <| 0.7 M0.7,0.3 L0,-1.9
        - <> 2.9 M0,3.8 H2.9
        . || 0 M0,0 V0.1
        / <> 4.2 M4.2,10.6 L0,-1.6
        0 () 5.8 M0,5 U2.9,10 R5.8,5 U2.9,0 R0,5
        1 <| 2.6 M0,8 L2.6,10 V0
        2 (> 5.7 M0.3,7.5 U2.9,10 R5.4,7.3 C5.4,5 2.4,3.2 0,0 H5.7
        3 () 5.7 M0.3,8.3 Q1.1,10 2.8,10 R5.2,7.7 U2.7,5.3 H1.8 M2.7,5.3 R5.7,2.7 U2.8,0 Q0.8,0 0,1.9
        4 <> 6.1 M4.5,0 V10 L0,2.8 H6.1
        5 () 5.6 M5.1,10 H0.9 L0.5,5.5 Q1.4,6.4 2.8,6.4 R5.6,3.2 U2.7,0 Q0.9,0 0,1.7
        6 () 5.8 M5.1,8.7 Q4.5,10 3.2,10 R0,4.8 V3.2 U2.9,0 R5.8,3.1 U2.9,6.2 R0,3.2
        7 <> 5.5 M0,10 H5.5 L1.8,0
        8 () 5.8 M2.9,5.4 R0.4,7.7 U2.9,10 R5.4,7.7 U2.9,5.4 R0,2.7 U2.9,0 R5.8,2.7 U2.9,5.4
        9 () 5.8 M0.7,1.3 Q1.3,0 2.6,0 R5.8,5.2 V6.8 U2.9,10 R0,6.9 U2.9,3.8 R5.8,6.8
        : || 0 M0,0 V0.1 M0,6 V6.1
        ; <| 0.7 M0.7,0.3 L0,-1.9 M0.7,6 V6.1
        < <> 5.4 M5.4,8 L0,4.5 L5.4,1
        = <> 6 M0,6 H6 M0,3 H6
        > <> 5.4 M0,8 L5.4,4.5 L0,1
        ? () 5 M0,7.7 U2.5,10 R5,7.5 C5,5.6 2.4,5.6 2.4,3.3 M2.4,0 V0.1
        @ () 10.2 M7.2,6.2 V2.6 C7.2,0.1 10.2,0.4 10.2,3.8 U5.1,9.2 R0,3.4 U5.1,-2.4 Q6.9,-2.4 8.3,-1.4 \
            M7.2,3.5 U5,6.2 R2.8,3.5 U5,0.8 R7.2,3.5
        A <> 7.8 M0,0 L3.9,10 L7.8,0 M1.3,3.3 H6.5
        B |) 6 M3.3,5.3 R5.5,7.7 U3.1,10 H0 V0 H3.3 R6,2.7 U3.3,5.3 H0
        C (> 7 M7,7.9 Q6,10 3.9,10 R0,5 U3.9,0 Q6,0 7,2.1
        D |) 7 M0,0 V10 H2.6 R7,5 U2.6,0 H0
        E |> 5.3 M5.3,10 H0 V0 H5.3 M0,5.2 H4.7
        F |> 5.1 M5.1,10 H0 V0 M0,5 H4.4
        G (| 7.2 M6.9,8 Q5.9,10 3.9,10 R0,5 U3.9,0 Q6,0 7.2,1.6 V4.6 H4.2
        H || 6.8 M0,0 V10 M6.8,0 V10 M0,5.2 H6.8
        I || 0 M0,0 V10
        J <| 4.2 M4.2,10 V2.6 U2.1,0 R0,2.2
        K |> 6.3 M0,0 V10 M6,10 L0,3.7 M1.9,5.7 L6.3,0
        L |> 4.9 M0,10 V0 H4.9
        M || 8.2 M0,0 V10 L4.1,2.6 L8.2,10 V0
        N || 7 M0,0 V10 L7,0 V10
        O () 8 M0,5 U4,10 R8,5 U4,0 R0,5
        P |) 5.8 M0,0 V10 H3.1 R5.8,7.2 U3.1,4.4 H0
        Q () 8 M0,5 U4,10 R8,5 U4,0 R0,5 M5,2.3 L8,-0.9
        R |> 6.2 M0,0 V10 H3.1 R5.8,7.3 U3.1,4.6 H0 M3.1,4.6 L6.2,0
        S () 6.2 M5.7,8.1 Q4.8,10 3,10 R0.3,7.5 C0.3,4.2 6.2,5.9 6.2,2.6 U3.1,0 Q0.9,0 0,2.1
        T <> 7 M0,10 H7 M3.5,10 V0
        U || 6.6 M0,10 V3.4 U3.3,0 R6.6,3.4 V10
        V <> 7.4 M0,10 L3.7,0 L7.4,10
        W <> 11 M0,10 L2.75,0 L5.5,9.4 L8.25,0 L11,10
        X <> 6.8 M0.2,10 L6.8,0 M6.6,10 L0,0
        Y <> 7 M0,10 L3.5,4.6 L7,10 M3.5,4.6 V0
        Z <> 6.4 M0.2,10 H6.2 L0,0 H6.4
        [ || 2.2 M2.2,11 H0 V-2.6 H2.2
        \ <> 4.2 M0,10.6 L4.2,-1.6
        ] || 2.2 M0,11 H2.2 V-2.6 H0
        ^ <> 5 M0,6.6 L2.5,10 L5,6.6
        _ <> 6 M0,-2 H6
        ` <> 1.5 M0,10.2 L1.5,8.6
        a (| 5 M0.3,5.7 Q1,7 2.6,7 R5,4.7 V0 M5,4 H2.2 R0,2 U2.2,0 R5,2.5
        b |) 5.5 M0,0 V10 M0,3.5 U2.8,7 R5.5,3.5 U2.8,0 R0,3.5
        c (> 4.9 M4.9,5.6 Q4.2,7 2.8,7 R0,3.5 U2.8,0 Q4.2,0 4.9,1.4
        d (| 5.5 M5.5,0 V10 M5.5,3.5 U2.7,7 R0,3.5 U2.7,0 R5.5,3.5
        e (> 5.6 M0,3.6 H5.6 U2.8,7 R0,3.5 U2.8,0 Q4.4,0 5.2,1.3
        f <> 3.4 M3.4,10 H3 R1.2,8.2 V0 M0,7 H3.2
        g (| 5.5 M5.5,7 V-0.5 U2.8,-3 Q1.4,-3 0.5,-2.1 M5.5,3.5 U2.7,7 R0,3.5 U2.7,0 R5.5,3.5
        h || 5.1 M0,0 V10 M0,4.2 U2.7,7 R5.1,4.5 V0
        i || 0 M0,0 V7 M0,9.6 V9.7
        j <| 1.6 M1.6,7 V-1.4 U0.2,-3 H0 M1.6,9.6 V9.7
        k |> 5 M0,0 V10 M4.7,7 L0,2.5 M1.7,4.1 L5,0
        l |> 1.4 M0,10 V1.6 U1.4,0
        m || 8.4 M0,0 V7 M0,4.2 U2.2,7 R4.2,4.7 V0 M4.2,4.3 U6.4,7 R8.4,4.7 V0
        n || 5.1 M0,0 V7 M0,4.2 U2.7,7 R5.1,4.5 V0
        o () 5.8 M0,3.5 U2.9,7 R5.8,3.5 U2.9,0 R0,3.5
        p |) 5.5 M0,7 V-3 M0,3.5 U2.8,7 R5.5,3.5 U2.8,0 R0,3.5
        q (| 5.5 M5.5,7 V-3 M5.5,3.5 U2.7,7 R0,3.5 U2.7,0 R5.5,3.5
        r |> 3 M0,0 V7 M0,3.9 U2.6,7 H3
        s () 4.8 M4.5,5.8 Q3.9,7 2.4,7 R0.3,5.2 C0.3,3 4.8,4.2 4.8,1.85 U2.5,0 Q0.8,0 0,1.4
        t <> 3.4 M1.3,9.2 V1.7 U3,0 H3.4 M0,7 H3.2
        u || 5.1 M0,7 V2.5 U2.4,0 R5.1,2.8 M5.1,7 V0
        v <> 5.6 M0,7 L2.8,0 L5.6,7
        w <> 8.4 M0,7 L2.1,0 L4.2,6.4 L6.3,0 L8.4,7
        x <> 5.2 M0.1,7 L5.2,0 M5.1,7 L0,0
        y <> 5.6 M0,7 L2.8,0.1 M5.6,7 L2.4,-1.3 Q1.7,-3 0.4,-3
        z <> 4.9 M0.2,7 H4.7 L0,0 H4.9
        { <> 2.6 M2.6,11 R1.2,9.2 V5.9 U0,4.2 R1.2,2.5 V-0.8 U2.6,-2.6
        | || 0 M0,11 V-2.6
        } <> 2.6 M0,11 R1.4,9.2 V5.9 U2.6,4.2 R1.4,2.5 V-0.8 U0,-2.6
        ~ <> 6 M0,3.7 C0.9,5.9 2.3,5.5 3,4.5 C3.7,3.5 5.1,3.1 6,5.3
        £ <> 5.8 M5.7,8.3 Q5,10 3.6,10 R1.5,7.4 V3 C1.5,1.3 0.6,0.3 0,0 H5.8 M0.2,4.9 H4.4
        © () 10 M0,5 U5,10 R10,5 U5,0 R0,5 M7,6.4 Q6.3,7.4 5.1,7.4 R2.7,5 U5.1,2.6 Q6.3,2.6 7,3.6
        « <> 5.8 M2.5,6.2 L0,3.6 L2.5,1 M5.8,6.2 L3.3,3.6 L5.8,1
        ° () 3.4 M0,8.3 U1.7,10 R3.4,8.3 U1.7,6.6 R0,8.3
        ± <> 6 M0,5 H6 M3,8 V2 M0,0 H6
        · || 0 M0,4.5 V4.6
        » <> 5.8 M0,6.2 L2.5,3.6 L0,1 M3.3,6.2 L5.8,3.6 L3.3,1
        × <> 5 M0,7 L5,2 M0,2 L5,7
        Ø () 8 M0,5 U4,10 R8,5 U4,0 R0,5 M0.5,-0.5 L7.5,10.5
        ß |> 5.6 M0,0 V7.2 U2.6,10 R5,7.8 C5,6.3 3,6.3 3,5 C3,3.6 5.6,3.8 5.6,1.9 U3.6,0 Q2.6,0 1.9,0.6
        æ (> 9.4 M0.3,5.7 Q1,7 2.5,7 R4.6,4.7 V2.5 U2.1,0 R0,2 U2.1,4 H4.6 M4.6,3.6 H9.4 U7,7 R4.6,3.5 U7,0 \
            Q8.4,0 9.1,1.3
        ø () 5.8 M0,3.5 U2.9,7 R5.8,3.5 U2.9,0 R0,3.5 M0.3,-0.5 L5.5,7.5
        ı || 0 M0,0 V7
        – <> 6 M0,3.8 H6
        — <> 9 M0,3.8 H9
        ‘ <> 0.8 M0.8,10 L0,8
        ’ <> 0.8 M0.8,10 L0,8
        “ <> 3 M0.8,10 L0,8 M3,10 L2.2,8
        ” <> 3 M0.8,10 L0,8 M3,10 L2.2,8
        … || 5.6 M0,0 V0.1 M2.8,0 V0.1 M5.6,0 V0.1
        € <> 6.6 M6.6,8.3 Q5.7,10 4.1,10 R1,5 U4.1,0 Q5.7,0 6.6,1.7 M0,6.1 H5 M0,3.9 H4.6
        □ || 5.4 M0,0 V10 H5.4 V0 H0
        """;

    // Marks, by the combining character, drawn over a letter like x, in its middle, or below; over capitals they stand
    // higher.
    private const string Marks = """
        0300 || 1.6 M0,9.7 L1.6,8.5
        0301 || 1.6 M0,8.5 L1.6,9.7
        0302 || 3 M0,8.5 L1.5,9.7 L3,8.5
        0303 || 3.4 M0,8.6 C0.6,9.9 1.4,9.6 1.7,9.1 C2,8.6 2.8,8.3 3.4,9.6
        0308 || 2.6 M0,9.1 V9.2 M2.6,9.1 V9.2
        030a || 1.7 M0,8.95 U0.85,9.7 R1.7,8.95 U0.85,8.2 R0,8.95
        030c || 3 M0,9.7 L1.5,8.5 L3,9.7
        0327 || 1.6 M0.9,0 V-1 U1.6,-1.9 U0.7,-2.8 H0
        """;

    // Letters with a mark, each after the letter it is made of.
    private static readonly Dictionary<char, string> Marked = new()
    {
        ['\u0300'] = "AÀEÈIÌOÒUÙaàeèıìoòuù",
        ['\u0301'] = "AÁEÉIÍOÓUÚYÝaáeéıíoóuúyýcćnńsśzź",
        ['\u0302'] = "AÂEÊIÎOÔUÛaâeêıîoôuû",
        ['\u0303'] = "AÃNÑOÕaãnñoõ",
        ['\u0308'] = "AÄEËIÏOÖUÜaäeëıïoöuüyÿ",
        ['\u030a'] = "AÅaåUŮuů",
        ['\u030c'] = "CČEĚRŘSŠZŽcčeěrřsšzžnň",
        ['\u0327'] = "CÇcçSŞsş",
    };

    private static readonly Dictionary<Rune, Glyph> All = Read(Glyphs, name => name.EnumerateRunes().First());

    private static readonly Dictionary<Rune, Glyph> AllMarks =
        Read(Marks, name => new Rune(int.Parse(name, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    private static readonly Dictionary<Rune, (Glyph Letter, Glyph Mark)> AllMarked = Marked
        .SelectMany(m => m.Value.Chunk(2).Select(pair => (Letter: pair[0], Whole: pair[1], Mark: m.Key)))
        .ToDictionary(m => new Rune(m.Whole), m => (All[new Rune(m.Letter)], AllMarks[new Rune(m.Mark)]));

    /// <summary>What stands for a character the font does not have.</summary>
    public static Glyph Box { get; } = All[new Rune('□')];

    /// <summary>How a character is drawn: a glyph, and the mark on it, if any.</summary>
    /// <param name="character">The character.</param>
    public static (Glyph Glyph, Glyph? Mark) Find(Rune character) =>
        AllMarked.TryGetValue(character, out var marked)
            ? marked
            : (All.GetValueOrDefault(character, Box), null);

    /// <summary>The mark that a combining character puts on the letter before it; null if it is none.</summary>
    /// <param name="character">The character.</param>
    public static Glyph? FindMark(Rune character) => AllMarks.GetValueOrDefault(character);

    private static Dictionary<Rune, Glyph> Read(string table, Func<string, Rune> character) => table
        .ReplaceLineEndings("\n")
        .Replace("\\\n", "", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => character(parts[0]), Glyph.Parse);
}
