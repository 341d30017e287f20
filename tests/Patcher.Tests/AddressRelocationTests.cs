using System;
using System.Collections.Generic;
using CsCheck;
using Xunit;
using static BareMetal.Patcher.Tests.RelocationCase;

namespace BareMetal.Patcher.Tests;

/// <summary>ADR and ADRP keep the address that they name, or are refused.</summary>
[Trait("Area", "Instructions and relocation")]
public class AddressRelocationTests
{
    [Fact]
    public void Every_adrp_keeps_its_page_or_is_refused()
    {
        const long Limit = 1L << 20;
        const ulong To = From + 0x0f_f000;
        for (long pages = -Limit; pages < Limit; pages++)
        {
            AltErrorCode error = Move(EncodeAdrp(pages), From, To, out uint moved);
            long movedPages = pages - 0xff;
            if (movedPages < -Limit)
            {
                Expect(AltErrorCode.AdrpOutOfRange, error, "adrp", pages);
            }
            else
            {
                Expect(AltErrorCode.None, error, "adrp", pages);
                Expect(EncodeAdrp(movedPages), moved, "adrp", pages);
            }
        }
    }

    [Fact]
    public void Every_adr_keeps_its_address_or_is_refused()
    {
        const long Limit = 1L << 20;
        const long MovedBy = 0x1_0004;
        for (long bytes = -Limit; bytes < Limit; bytes++)
        {
            if (bytes is >= -8 and <= 8)
            {
                continue;
            }

            AltErrorCode error = Move(EncodeAdr(bytes), From, From + MovedBy, out uint moved);
            long movedBytes = bytes - MovedBy;
            if (movedBytes < -Limit)
            {
                Expect(AltErrorCode.AdrOutOfRange, error, "adr", bytes);
            }
            else
            {
                Expect(AltErrorCode.None, error, "adr", bytes);
                Expect(EncodeAdr(movedBytes), moved, "adr", bytes);
            }
        }
    }

    [Trait("Rule", "ranges")]
    [Fact]
    public void An_adr_out_of_reach_is_refused_on_both_sides()
    {
        const ulong Reach = 1 << 20;
        Expect(AltErrorCode.None, Move(EncodeAdr(-9), From, From - 9 + Reach, out _), "adr", 0);
        Expect(AltErrorCode.AdrOutOfRange, Move(EncodeAdr(-9), From, From - 9 + Reach + 4, out _, out ulong target), "adr", 1);
        Expect(From - 9, target, "adr", 1);
        Expect(AltErrorCode.None, Move(EncodeAdr(11), From, From + 12 - Reach, out _), "adr", 2);
        Expect(AltErrorCode.AdrOutOfRange, Move(EncodeAdr(11), From, From + 8 - Reach, out _), "adr", 3);
    }

    /// <summary>It gives the same place in the site, as a branch would.</summary>
    [Fact]
    public void An_adr_within_the_replacement_stays_as_it_is_up_to_and_including_its_end()
    {
        for (long bytes = -8; bytes <= 8; bytes++)
        {
            Expect(AltErrorCode.None, Move(EncodeAdr(bytes), From, From + 0x1000, out uint moved), "adr", bytes);
            Expect(EncodeAdr(bytes), moved, "adr", bytes);
        }

        Move(EncodeAdr(-9), From, From + 0x1000, out uint before);
        Move(EncodeAdr(9), From, From + 0x1000, out uint after);
        Assert.Equal((EncodeAdr(-0x1009), EncodeAdr(-0xff7)), (before, after));
    }

    /// <summary>It names a page, not a place in the replacement.</summary>
    [Trait("Rule", "ADRP is moved by page, its own page's too")]
    [Fact]
    public void An_adrp_of_the_replacements_own_page_is_moved()
    {
        Expect(AltErrorCode.None, Move(EncodeAdrp(0), From, From + 0x3000, out uint moved), "adrp", 0);
        Assert.Equal(EncodeAdrp(-3), moved);
    }

    [Fact]
    public void An_adrp_counts_pages_from_the_page_of_the_site_not_from_the_site()
    {
        // 0xff8 -> 0x1000 crosses a page, 0x1000 -> 0x1ff8 does not.
        Move(EncodeAdrp(5), 0xff8, 0x1000, out uint crossing);
        Move(EncodeAdrp(5), 0x1000, 0x1ff8, out uint staying);

        Assert.Equal(EncodeAdrp(4), crossing);
        Assert.Equal(EncodeAdrp(5), staying);
    }

    [Fact]
    public void An_adrp_reaches_over_the_end_of_the_address_space()
    {
        Move(EncodeAdrp(2), 0xffff_ffff_ffff_f000, 0xffff_ffff_ffff_d000, out uint moved);

        Assert.Equal(EncodeAdrp(4), moved);
    }

    private static uint EncodeAdr(long bytes) => Words.AdrX0 | (uint)(bytes & 3) << 29 | (uint)(bytes >> 2 & 0x7ffff) << 5;

    private static uint EncodeAdrp(long pages) => Words.AdrpX3 | (uint)(pages & 3) << 29 | (uint)(pages >> 2 & 0x7ffff) << 5;
}
