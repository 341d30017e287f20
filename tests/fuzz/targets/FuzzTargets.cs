using System;
using System.Collections.Generic;
using System.Linq;

namespace BareMetal.Fuzz;

/// <summary>All targets, by name. A process has one: what they run keeps its state in statics, as on the metal.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> s_targets = new(StringComparer.Ordinal)
    {
        ["table"] = () => new TableTarget(),
        ["replacement"] = () => new ReplacementTarget(),
        ["dtb"] = () => new TreeTarget(),
        ["arguments"] = () => new ArgumentsTarget(),
        ["registers"] = () => new RegistersTarget(),
        ["serial"] = () => new SerialTarget(),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_targets.Keys;

    /// <summary>Makes one.</summary>
    /// <exception cref="FuzzUsageException">There is none of that name.</exception>
    public static IFuzzTarget Create(string name)
    {
        CheckName(name);
        return s_targets[name]();
    }

    /// <summary>Refuses a name that is none.</summary>
    /// <exception cref="FuzzUsageException">There is none of that name.</exception>
    public static void CheckName(string name)
    {
        if (!s_targets.ContainsKey(name))
        {
            throw new FuzzUsageException($"no target '{name}': {string.Join(", ", Names)}");
        }
    }
}
