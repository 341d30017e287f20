using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Declarations;

/// <summary>What having one capability says: which others are there, and which instructions.</summary>
internal sealed class CapabilityRules
{
    private const string ExtensionsFile = "isa-extensions.txt";

    private readonly Dictionary<CpuCap, List<List<CpuCapTerm>>> _terms = [];
    private readonly Dictionary<CpuCap, string> _extensions = [];

    /// <param name="extensionsFile">isa-extensions.txt.</param>
    private CapabilityRules(string extensionsFile)
    {
        ReadTerms();
        foreach (string line in File.ReadLines(extensionsFile))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "#")
            {
                continue;
            }

            if (words.Length != 2 || !CpuCaps.TryParse(System.Text.Encoding.ASCII.GetBytes(words[0]), out CpuCap cap))
            {
                throw new InputException(
                    extensionsFile, $"'{line}' isn't a capability and an extension", "Name capabilities as cpucaps.txt does");
            }

            _extensions.Add(cap, words[1]);
        }
    }

    /// <summary>With the file beside the tool.</summary>
    public static CapabilityRules Load() => new(Path.Combine(AppContext.BaseDirectory, ExtensionsFile));

    public static bool IsKnown(CpuCap cap) => cap < CpuCap.NCaps;

    public static bool IsAlways(CpuCap cap) => cap is CpuCap.AlwaysBoot or CpuCap.AlwaysSystem;

    public static string Name(CpuCap cap) => System.Text.Encoding.ASCII.GetString(CpuCaps.Name(cap));

    /// <summary>Whether every CPU that has one capability has the other one, by the conditions of cpucaps.txt.</summary>
    public bool Implies(CpuCap cap, CpuCap other) =>
        cap == other
            || IsAlways(other)
            || _terms[cap].TrueForAll(all => _terms[other].Exists(any => any.TrueForAll(t => all.Exists(t.IsImpliedBy))));

    /// <summary>The assembler's names of the extensions that a CPU with a capability has.</summary>
    public IEnumerable<string> ExtensionsOf(CpuCap cap)
    {
        foreach ((CpuCap other, string extension) in _extensions)
        {
            if (Implies(cap, other))
            {
                yield return extension;
            }
        }
    }

    private void ReadTerms()
    {
        List<CpuCapTerm> conjunction = [];
        foreach (uint row in CpuFeatureRows.Terms)
        {
            var term = new CpuCapTerm(row);
            conjunction.Add(term);
            if (!term.IsFollowed)
            {
                if (!_terms.TryGetValue(term.Capability, out List<List<CpuCapTerm>>? disjunction))
                {
                    _terms.Add(term.Capability, disjunction = []);
                }

                disjunction.Add(conjunction);
                conjunction = [];
            }
        }
    }
}
