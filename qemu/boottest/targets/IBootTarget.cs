using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>What boots a case: QEMU, or a board.</summary>
public interface IBootTarget
{
    /// <summary>How many boots it can run at a time.</summary>
    int Capacity { get; }

    /// <summary>Boots and returns what was seen. A failing boot is a result, not an exception.</summary>
    Task<BootLog> RunAsync(TestCase test, CancellationToken cancellation);
}
