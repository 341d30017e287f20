using BareMetal.Patcher;
using static BareMetal.Boot.Tests.DamageTarget;

namespace BareMetal.Boot.Tests;

/// <summary>What the rows of <see cref="Damages"/> do to an Image in several steps, and the words that they put there.</summary>
internal static class DamageSteps
{
    public const string Region = DamagedImage.RegionMethod;
    public const string TableEnd = DamagedImage.TableEndSymbol;

    public const int Word = sizeof(uint);
    public const ushort Unknown = 0x7000;

    // The furthest forward of each form: where a replacement lies after its site, it is too far from there.
    public const uint FurthestB = 0x15ff_ffff;
    public const uint FurthestBl = 0x95ff_ffff;
    public const uint FurthestBeq = 0x547f_ffe0;
    public const uint FurthestCbz = 0x347f_ffe0;
    public const uint FurthestCbnz = 0xb57f_ffe0;
    public const uint FurthestTbz = 0x3603_ffe0;
    public const uint FurthestTbnz = 0xb703_ffe0;
    public const uint DistanceOfB = 0x03ff_ffff;
    public const uint DistanceOfTbnz = 0x0007_ffe0;
    public const uint FurthestCbgt = 0x7400_1fe0;
    public const uint FurthestCbgtImmediate = 0x7500_1fe0;
    public const uint FurthestAdr = 0x707f_ffe0;
    public const uint FurthestAdrp = 0xf07f_ffe0;
    public const uint DistanceOfAdrp = 0x60ff_ffe0;

    public const uint Cbz = 0x3400_0000;
    public const uint Bl = 0x9400_0000;
    public const uint BtiC = 0xd503_245f;
    public const uint LdrLiteral = 0x5800_0000;
    public const uint LdrswLiteral = 0x9800_0000;

    // The furthest backward is the same with all bits of the distance the other way round.
    public static uint FurthestFromSite(DamagedImage image, int entry, uint forward, uint distance) =>
        image.Alternative(entry) > image.Original(entry) ? forward : forward ^ distance;

    public static ulong Callback(DamagedImage image, string name) => image.File.Elf.RequireSymbol(name);

    public static void ToCallback(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Short], (ushort)(0x8000 | image.Entry(at[Short]).CpuCap));
        image.SetLengths(at[Short], Word, 0);
    }

    public static void Misalign(DamagedImage image, DamageTargets at)
    {
        image.SetTableAddress(image.TableAddress + 2);
        image.SetAddress(Region, TableEnd, image.TableEnd + 2);
    }

    public static void InBootPass(DamagedImage image, DamageTargets at, uint instruction)
    {
        image.SetCapability(at[Short], (ushort)CpuCap.AlwaysBoot);
        image.SetReplacementWord(at[Short], instruction);
    }

    // Main isn't run where patching is refused, so its first words can be a replacement; whether it lies after the site or before it.
    public static void MoveToAnotherPage(DamagedImage image, DamageTargets at)
    {
        image.SetAlternative(at[Long], image.File.Function("Program.Main").Start);
        image.SetReplacementWord(at[Long], FurthestFromSite(image, at[Long], FurthestAdrp, DistanceOfAdrp));
    }

    public static void Scramble(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Long], Unknown);
        image.SetOriginal(at[Long], image.Entry(at[Long]).Original + 2);
        image.SetAlternative(at[Long], image.Entry(at[Long]).Alternative + 2);
        image.SetLengths(at[Long], 6, 4);
    }

    public static void DamageThree(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Long], Unknown);
        image.SetOriginal(at[Short], image.Entry(at[Short]).Original + 2);
        image.SetLengths(at[BootCallback], 16, 8);
    }
}
