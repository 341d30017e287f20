using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Patching;

namespace BareMetal.Boot.Audit;

/// <summary>What is mapped where by design once text is protected, as a table in the order of VAs.</summary>
internal struct MappingDesign
{
    private const int Capacity = 16;

    private Slots _regions;
    private int _count;
    private int _last;

    /// <summary>The Image's own bounds are the linker's, the windows' those of the classes that map there.</summary>
    public static void Create(out MappingDesign design)
    {
        design = default;
        ulong offset = PageTables.ImageOffset;
        design.Add(new(MappedRegion.LinearAlias, LinearMap.Base, LinearMap.Limit, MapAttributes.Data, LinearMap.Base));
        design.AddUpTo(MappedRegion.Text, ImageLayout.TextStart, ImageLayout.RodataStart, MapAttributes.Text, offset);
        design.AddUpTo(MappedRegion.ReadOnlyData, ImageLayout.RodataStart, ImageLayout.DataStart, MapAttributes.ReadOnlyData, offset);
        design.AddUpTo(MappedRegion.Data, ImageLayout.DataStart, LoadedCode.PageAddress, MapAttributes.Data, offset);
        design.Add(new(MappedRegion.LoadedCode, LoadedCode.PageAddress, PageTables.PageSize, MapAttributes.Data, offset));
        design.AddUpTo(MappedRegion.Data, LoadedCode.PageAddress + PageTables.PageSize, ImageLayout.StackGuard, MapAttributes.Data, offset);
        design.Add(new(MappedRegion.StackGuard, ImageLayout.StackGuard, PageTables.PageSize, 0));
        design.AddUpTo(
            MappedRegion.Data, ImageLayout.StackGuard + PageTables.PageSize, ImageLayout.ExceptionStackGuard, MapAttributes.Data, offset);
        design.Add(new(MappedRegion.StackGuard, ImageLayout.ExceptionStackGuard, PageTables.PageSize, 0));
        design.AddUpTo(
            MappedRegion.Data, ImageLayout.ExceptionStackGuard + PageTables.PageSize, ImageLayout.End, MapAttributes.Data, offset);
        design.Add(
            new(MappedRegion.FirmwareData, PhysicalWindow.FirmwareBase, PhysicalWindow.Limit, MapAttributes.ReadOnlyData,
                PhysicalWindow.FirmwareBase));
        design.Add(
            new(MappedRegion.Devices, PhysicalWindow.DeviceBase, PhysicalWindow.Limit, MapAttributes.Device, PhysicalWindow.DeviceBase));
        design.Add(new(MappedRegion.CoreMemory, CoreMemory.Window, CoreMemory.WindowBytes, MapAttributes.Data));
        design.Add(new(MappedRegion.None, 0, ulong.MaxValue, 0));
    }

    /// <summary>The region of a VA. The one of the last call is looked at first.</summary>
    [UnscopedRef]
    public ref readonly MappingRegion Find(ulong va)
    {
        int index = _regions[_last].Contains(va) && _last != _count - 1 ? _last : 0;
        while (index < _count - 1 && !_regions[index].Contains(va))
        {
            index++;
        }

        _last = index;
        return ref _regions[index];
    }

    private void AddUpTo(MappedRegion kind, ulong start, ulong end, MapAttributes attributes, ulong offset) =>
        Add(new(kind, start, end - start, attributes, offset));

    private void Add(MappingRegion region) => _regions[_count++] = region;

    [InlineArray(Capacity)]
    private struct Slots
    {
        private MappingRegion _first;
    }
}
