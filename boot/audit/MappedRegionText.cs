using System;
using BareMetal.Patcher;

namespace BareMetal.Boot.Audit;

/// <summary>Names of <see cref="MappedRegion"/>, in its order.</summary>
internal static class MappedRegionText
{
    private static ReadOnlySpan<byte> Regions => """
        the linear alias
        text
        read-only data
        data
        the page of loaded code
        a stack's guard page
        firmware's data
        devices
        cores' stacks
        nothing of the Image

        """u8;

    public static ReadOnlySpan<byte> Of(MappedRegion region) => TextLines.Line(Regions, (int)region);
}
