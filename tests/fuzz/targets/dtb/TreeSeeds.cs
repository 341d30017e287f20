using System.Collections.Generic;

namespace BareMetal.Fuzz;

/// <summary>Device trees to start from: as small as may be, and with all that boot/ looks at.</summary>
internal static class TreeSeeds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<byte[]> All =>
        [new TreeBuilder().Node("").End().Build(), Deep(), Machine(withPi: false), Machine(withPi: true)];

    // As deep as may be.
    private static byte[] Deep()
    {
        const int Depth = 64;
        TreeBuilder tree = new();
        for (int depth = 0; depth < Depth; depth++)
        {
            tree.Node("");
        }

        for (int depth = 0; depth < Depth; depth++)
        {
            tree.End();
        }

        return tree.Build();
    }

    private static byte[] Machine(bool withPi)
    {
        TreeBuilder tree = new TreeBuilder()
            .Reserve(0x4800_0000, 0x1000)
            .Node("").Text("model", "a machine").Text("compatible", "linux,dummy-virt").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("memory@40000000").Text("device_type", "memory")
                .Cells("reg", 0, 0x4000_0000, 0, 0x1000_0000, 0, 0x6000_0000, 0, 0x1000_0000).End()
            .Node("reserved-memory").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("a@50000000").Cells("reg", 0, 0x5000_0000, 0, 0x1000).Text("no-map", "").End()
            .Node("b@51000000").Cells("reg", 0, 0x5100_0000, 0, 0x1000).End()
            .Node("c@40200000").Cells("reg", 0, 0x4020_0000, 0, 0x1000).Text("status", "disabled").End()
            .End()
            .Node("cpus").Cells("#address-cells", 1).Cells("#size-cells", 0)
            .Node("cpu@0").Cells("reg", 0).Text("enable-method", "psci").End()
            .Node("cpu@1").Cells("reg", 1).Text("enable-method", "spin-table").Cells("cpu-release-addr", 0, 0xd8).End()
            .Node("cpu@2").Cells("reg", 1).Text("status", "disabled").End()
            .End()
            .Node("psci").Text("method", withPi ? "smc" : "hvc").Text("compatible", "arm,psci-1.0").Cells("cpu_on", 0x84000003).End()
            .Node("chosen").Text("bootargs", "alt.report=json quiet")
                .Text("stdout-path", withPi ? "serial0:115200n8" : "/soc/pl011@9000000")
            .Cells("linux,initrd-start", 0x4700_0000).Cells("linux,initrd-end", 0x4700_1000).End()
            .Node("aliases").Text("serial0", "/soc/serial@7e215040").End();
        tree.Node("soc").Cells("#address-cells", 1).Cells("#size-cells", 1)
            .Cells("ranges", 0x7e00_0000, 0, 0xfe00_0000, 0x0180_0000, 0, 0, 0, 0x7000_0000);
        tree.Node("pl011@9000000").Text("compatible", "arm,pl011\0arm,primecell").Cells("reg", 0x0900_0000, 0x1000).End();
        if (withPi)
        {
            tree.Node("serial@7e215040").Text("compatible", "brcm,bcm2835-aux-uart").Cells("reg", 0x7e21_5040, 0x40).End()
                .Node("gpio@7e200000").Text("compatible", "brcm,bcm2711-gpio").Cells("reg", 0x7e20_0000, 0xb4).Cells("phandle", 7).End()
                .Node("mailbox@7e00b880").Text("compatible", "brcm,bcm2835-mbox").Cells("reg", 0x7e00_b880, 0x40).End()
                .Node("watchdog@7e100000").Text("compatible", "brcm,bcm2835-pm-wdt").Cells("reg", 0x7e10_0000, 0x114).End();
        }

        return tree.End().Node("leds").Text("compatible", "gpio-leds").Node("led-act").Text("label", "ACT").Cells("gpios", 7, 42, 1).End()
            .End().End().Build();
    }
}
