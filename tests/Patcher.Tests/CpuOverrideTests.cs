using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Overrides of one core among several: <c>cpu2.id_aa64isar0.atomic=0</c>.</summary>
[Trait("Area", "Capabilities")]
public class CpuOverrideTests
{
    private const string Four = "cortex-a76 cortex-a76 cortex-a76 cortex-a76";

    [Trait("Rule", "overrides of one core; each error once, and by the core that alone has it")]
    [Theory]
    [InlineData("cpu2.id_aa64isar0.atomic=0", 2)]
    [InlineData("cpu0.id_aa64isar0.atomic=0", 0)]
    [InlineData("cpu02.id_aa64isar0.atomic=0x0", 2)]
    [InlineData("id_aa64isar0.crc32=1,cpu3.id_aa64isar0.atomic=0", 3)]
    [InlineData("cpu1.id_aa64isar0.atomic=1,id_aa64isar0.crc32=1", 1)]
    public void An_override_with_a_number_counts_for_that_core(string arguments, int cpu)
    {
        for (int core = 0; core < 4; core++)
        {
            Assert.Equal(core != cpu, Core(core, arguments).Capabilities.Has(CpuCap.HasLseAtomics));
            Assert.True(Core(core, arguments).Capabilities.Has(CpuCap.HasCrc32));
        }

        Assert.Empty(ArgumentErrors.Take());
        Assert.False(TestSystem.Complete(Four, arguments).Capabilities.Has(CpuCap.HasLseAtomics));
    }

    [Fact]
    public void An_override_without_a_number_counts_for_all()
    {
        for (int core = 0; core < 4; core++)
        {
            Assert.False(Core(core, "id_aa64isar0.atomic=0").Capabilities.Has(CpuCap.HasLseAtomics));
        }
    }

    [Theory]
    [InlineData("cpu1.arm64.nopauth", 1)]
    [InlineData("cpu0.arm64.nopauth", 0)]
    [InlineData("arm64.nopauth", -1)]
    public void An_alias_with_a_number_counts_for_that_core(string arguments, int cpu)
    {
        for (int core = 0; core < 3; core++)
        {
            bool isMeant = cpu < 0 || core == cpu;
            Assert.Equal(!isMeant, Core(core, arguments, "neoverse-v1").Capabilities.Has(CpuCap.HasAddressAuth));
        }

        Assert.Empty(ArgumentErrors.Take());
    }

    [Fact]
    public void In_a_list_each_has_its_own_number()
    {
        const string Arguments = "cpu1.id_aa64isar0.atomic=0,cpu2.id_aa64isar0.crc32=0";

        Assert.Equal((false, true), LseAndCrc32(1, Arguments));
        Assert.Equal((true, false), LseAndCrc32(2, Arguments));
        Assert.Equal((true, true), LseAndCrc32(3, Arguments));
    }

    [Trait("Rule", "overrides of one core; each error once, and by the core that alone has it")]
    [Theory]
    [InlineData("cpu4.id_aa64isar0.atomic=0", "UnknownCpu cpu4.id_aa64isar0.atomic=0")]
    [InlineData("cpu4294967295.id_aa64isar0.atomic=0", "UnknownCpu cpu4294967295.id_aa64isar0.atomic=0")]
    [InlineData("cpu99999999999.id_aa64isar0.atomic=0", "UnknownCpu cpu99999999999.id_aa64isar0.atomic=0")]
    [InlineData("cpu4.arm64.nobti", "UnknownCpu cpu4.arm64.nobti")]
    [InlineData("cpu4.arm64.nopauth", "UnknownCpu cpu4.arm64.nopauth")]
    [InlineData("cpu.id_aa64isar0.atomic=0", "UnknownCpu cpu.id_aa64isar0.atomic=0")]
    [InlineData("cpux.id_aa64isar0.atomic=0", "UnknownCpu cpux.id_aa64isar0.atomic=0")]
    [InlineData("cpu-1.arm64.nobti", "UnknownCpu cpu-1.arm64.nobti")]
    [InlineData("cpu2:id_aa64isar0.atomic=0", "")] // no dot after the number: not ours
    [InlineData("CPU2.id_aa64isar0.atomic=0", "UnknownIdRegister CPU2.id_aa64isar0.atomic=0")]
    [InlineData("cpus2.ctr.dminline=0", "UnknownCpu cpus2.ctr.dminline=0")]
    [InlineData("cpu2.cpu1.id_aa64isar0.atomic=0", "UnknownIdRegister cpu2.cpu1.id_aa64isar0.atomic=0")]
    [InlineData("cpu2.", "UnknownIdRegister cpu2.")]
    [InlineData("cpu2.lse=0", "UnknownIdRegister cpu2.lse=0")]
    [InlineData("cpu2.id_aa64isar0.lse=0", "UnknownIdField cpu2.id_aa64isar0.lse=0")]
    [InlineData("cpu2.id_aa64isar0.atomic=z", "IllegalFieldValue cpu2.id_aa64isar0.atomic=z")]
    [InlineData("cpu2.id_aa64isar0.atomic=3", "CPU2: OverrideRefused cpu2.id_aa64isar0.atomic=3")]
    [InlineData("cpu0.id_aa64isar0.atomic=3", "OverrideRefused cpu0.id_aa64isar0.atomic=3")]
    [InlineData("id_aa64isar0.atomic=3", "OverrideRefused id_aa64isar0.atomic=3")]
    [InlineData(
        "id_aa64isar9.atomic=3 cpu2.id_aa64isar9.x=1", "UnknownIdRegister id_aa64isar9.atomic=3|UnknownIdRegister cpu2.id_aa64isar9.x=1")]
    [InlineData("cpufreq.default_governor=performance cpuidle.off=1 cpu2=on cpu=a.b", "")]
    public void What_is_wrong_is_named_once_whatever_the_number_of_cores_and_ignored(string arguments, string errors)
    {
        CpuSystem system = TestSystem.Complete(Four, arguments);

        Assert.Equal(errors, string.Join('|', ArgumentErrors.Take()));
        Assert.True(system.Capabilities.Has(CpuCap.HasLseAtomics));
    }

    /// <summary>What the boot core can be taken for, another may not have.</summary>
    [Trait("Rule", "overrides of one core; each error once, and by the core that alone has it")]
    [Theory]
    [InlineData("cortex-a76 cortex-a53 cortex-a76", "id_aa64isar0.atomic=1", "CPU1: OverrideRefused id_aa64isar0.atomic=1")]
    [InlineData("cortex-a53 cortex-a53 cortex-a76", "id_aa64isar0.atomic=1", "OverrideRefused id_aa64isar0.atomic=1")]
    [InlineData("cortex-a76 cortex-a76 cortex-a76", "cpu1.id_aa64isar0.atomic=0 id_aa64isar0.atomic=2",
        "CPU1: OverrideRefused id_aa64isar0.atomic=2")]
    [InlineData(
        "cortex-a76 cortex-a76 cortex-a76", "cpu0.id_aa64isar0.atomic=0 id_aa64isar0.atomic=2", "OverrideRefused id_aa64isar0.atomic=2")]
    public void A_core_that_refuses_what_the_boot_core_accepts_is_named(string cores, string arguments, string errors)
    {
        TestSystem.Complete(cores, arguments);

        Assert.Equal(errors, string.Join('|', ArgumentErrors.Take()));
    }

    [Fact]
    public void Overrides_make_a_core_conflict()
    {
        TestSystem left = new("neoverse-v1 neoverse-v1 neoverse-v1", "cpu1.arm64.nopauth");
        TestSystem late = new("cortex-a76", "cpu1.id_aa64isar0.atomic=0", count: 2);
        late.Cpus.Complete();

        Assert.Equal([1], left.LeftOut);
        Assert.Equal("HAS_LSE_ATOMICS", TestSystem.Names(late.Late("cortex-a76").Capabilities));
    }

    [Fact]
    public void Any_bytes_are_read_without_harm() => Gen.Byte.Array[0, 60].Sample(text =>
    {
        byte[] arguments = [.. "cpu"u8, .. text];
        CpuCore.CreateBootCore<ArgumentErrors>(default, 4, new BootArguments(arguments), out CpuCore _);
        CpuCore.Create<ArgumentErrors>(2, default, default, new BootArguments(arguments), out CpuCore _);
        ArgumentErrors.Take();
    });

    private static (bool Lse, bool Crc32) LseAndCrc32(int cpu, string arguments)
    {
        CpuCore core = Core(cpu, arguments);
        return (core.Capabilities.Has(CpuCap.HasLseAtomics), core.Capabilities.Has(CpuCap.HasCrc32));
    }

    private static CpuCore Core(int cpu, string arguments, string model = "cortex-a76")
    {
        CapturedCore captured = CapturedCore.Named(model);
        return cpu == 0 ? captured.Create(arguments, 4) : captured.Create(cpu, captured, arguments);
    }
}
