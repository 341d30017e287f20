using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Bench;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        LinuxTable table = LinuxTable.Open(Repository.Root)!;
        LinuxGuestData data = new(table, Repository.PathOf("out", "bench"));
        foreach (LinuxCpu cpu in table.Cpus)
        {
            BootLog log = await QemuRun.StartAsync(new BootCase
            {
                Cpu = cpu.QemuModel,
                Image = Repository.PathOf("out", "bench", "Image"),
                Memory = LinuxGuestData.Memory,
                Append = $"alt.report=quiet bench.linux={LinuxGuestData.HeaderAddress:x}",
                QemuArguments = ["-icount", "shift=0,sleep=off", .. data.Write(cpu)],
            });
            Console.WriteLine(cpu.Name + string.Join("\n", log.Passed ? log.After("@bench") : [log.Serial + log.Diagnostics]));
        }

        return 0;
    }
}
