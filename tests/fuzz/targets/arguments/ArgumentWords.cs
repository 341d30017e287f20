using System.Collections.Generic;

namespace BareMetal.Fuzz;

/// <summary>Pieces of boot arguments.</summary>
internal static class ArgumentWords
{
    /// <summary>To start from.</summary>
    public static IReadOnlyList<string> Seeds { get; } =
    [
        "", "baremetal.exit=semihosting alt.report=json", "alt.skip=1,3-5 alt.only=0-39", "id_aa64isar0.atomic=0 arm64.nobti quiet",
        "cpu1.id_aa64isar0.atomic=0,id_aa64pfr0.csv2=0x1 maxcpus=2",
        "alt.dry-run alt.selftest -- alt.skip=0", "alt.skip=5-3 alt.only=40 alt.only=",
    ];

    /// <summary>To put in.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        " ", "\t", "\0", "=", ",", ".", "-", "--", " -- ", "0x", "0", "9", "f", "10", "39", "40", "4294967295", "4294967296", "1-", "-1",
        "3-5",
        " alt.skip=",
        " alt.only=", " alt.dry-run", " alt.selftest", " alt.report=json", " alt.report=table", " alt.report=quiet", " alt.report=x",
        " baremetal.exit=semihosting",
        " baremetal.exit=watchdog", " baremetal.exit=halt", " baremetal.exit=", " baremetal.x", " alt.x", " maxcpus=3", " maxcpus=0",
        " id_aa64isar0.atomic=0", " id_aa64isar0.atomic=f", " id_aa64pfr0.csv2=3", " id_aa64pfr0.fp=0xf", " id_aa64mmfr1.ecbhb=0",
        " ctr.dic=0", " ctr.idc=1", " dczid.dzp=1",
        " arm64.nobti", " arm64.nopauth", " arm64.nomte", " arm64.nosve", " arm64.nomops", " cpu0.", " cpu1.", " cpu2.", " cpu3.",
        "cpu4294967296.", "cpux.",
        "id_", "arm64.", "midr.x=0", "revidr", "é", "\x7f", "\xff",
    ];
}
