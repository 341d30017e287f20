using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Which registers an instruction reads and writes, by its text. Most write their first operand and read the others; the rest are rows
/// of <see cref="s_rules"/> (Arm ARM DDI 0487, A64 instructions, by mnemonic). A register in brackets is an address: read, and written where the address is
/// updated.
/// </summary>
internal sealed partial class InstructionOperands
{
    private const char Read = 'r';
    private const char Written = 'w';
    private const char Both = 'b';

    private static readonly (Regex Mnemonic, string Roles)[] s_rules =
    [
        // Read-modify-write in memory: what is stored, what was there.
        (AtomicLoads(), "rw"),
        (AtomicPairs(), "bb"),
        (CompareAndSwapPairs(), "bbrr"),
        (CompareAndSwaps(), "br"),
        (LoadPairs(), "ww"),
        (MemoryCopies(), "bbb"),
        (MemorySets(), "bbr"),
        (ReadOnly(), "rrrr"),
        (ReadAndWritten(), "brrr"),
    ];

    private readonly List<RegisterUse> _uses = [];

    public InstructionOperands(string instruction)
    {
        string text = instruction.Trim().ToLowerInvariant();
        int space = text.IndexOfAny([' ', '\t']);
        string mnemonic = space < 0 ? text : text[..space];
        Refused = mnemonic.Length == 0 ? "there is no instruction"
            : mnemonic[0] == '.' ? "a directive, where an instruction is needed"
            : Separators().IsMatch(text) ? "more than one instruction, and a call is replaced by one: make the rest methods of their own"
            : Branches().IsMatch(mnemonic) ? "a branch, which wouldn't come back as the call does"
            : Exclusives().IsMatch(mnemonic) ? "an exclusive access, whose other half can't be beside it"
            : AddressDependent().IsMatch(text) ? "it depends on where it stands, which is each call of the method"
            : null;
        if (Refused is null && space >= 0)
        {
            ReadOperands(text[space..], RolesOf(mnemonic));
        }
    }

    /// <summary>Why it can't stand for a call; null where it may.</summary>
    public string? Refused { get; }

    public IReadOnlyList<RegisterUse> Uses => _uses;

    private static string RolesOf(string mnemonic)
    {
        foreach ((Regex rule, string roles) in s_rules)
        {
            if (rule.IsMatch(mnemonic))
            {
                return roles;
            }
        }

        return "w";
    }

    private void ReadOperands(string operands, string roles)
    {
        bool isUpdated = operands.TrimEnd().EndsWith('!') || PostIndexed().IsMatch(operands);
        int index = 0;
        bool isAddress = false;
        foreach (string operand in operands.Split(','))
        {
            char role = index < roles.Length ? roles[index] : Read;
            isAddress |= operand.Contains('[', StringComparison.Ordinal);
            if (isAddress && role != Both)
            {
                role = isUpdated ? Both : Read;
            }

            foreach (Match match in Names().Matches(operand))
            {
                Add(match.Value, role);
            }

            isAddress &= !operand.Contains(']', StringComparison.Ordinal);
            index++;
        }
    }

    private void Add(string name, char role)
    {
        if (Register.Parse(name, out int bits) is { } register)
        {
            _uses.Add(new RegisterUse(register, name, bits, role != Written, role != Read));
        }
    }

    [GeneratedRegex(@"\b([wxbhsdqvz][0-9]+|sp|wsp|fp|lr)\b")]
    private static partial Regex Names();

    [GeneratedRegex(@"\]\s*,\s*\S")]
    private static partial Regex PostIndexed();

    [GeneratedRegex(@"[;\n\r]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(b|bl|br|blr|ret|eret|drps|cbn?z|tbn?z|bc?\..*|bra.*|blra.*|reta.*|ereta.*|cb[a-z]{2})$")]
    private static partial Regex Branches();

    [GeneratedRegex("^(ld|st)a?l?xp?r?[bh]?$|^ldaxp$|^stlxp$|^clrex$")]
    private static partial Regex Exclusives();

    [GeneratedRegex(@"^adrp?\s|^(ldr|ldrsw|prfm)\s+[^\[]*$")]
    private static partial Regex AddressDependent();

    [GeneratedRegex("^(ld(add|clr|eor|set|smax|smin|umax|umin)|swp)(a|l|al)?[bh]?$")]
    private static partial Regex AtomicLoads();

    [GeneratedRegex("^(ldclrp|ldsetp|swpp)(a|l|al)?$")]
    private static partial Regex AtomicPairs();

    [GeneratedRegex("^casp(a|l|al)?$")]
    private static partial Regex CompareAndSwapPairs();

    [GeneratedRegex("^cas(a|l|al)?[bh]?$")]
    private static partial Regex CompareAndSwaps();

    [GeneratedRegex("^(ldp|ldnp|ldpsw|ldiapp)$")]
    private static partial Regex LoadPairs();

    [GeneratedRegex("^cpy")]
    private static partial Regex MemoryCopies();

    [GeneratedRegex("^set(g?)[pme]")]
    private static partial Regex MemorySets();

    [GeneratedRegex("^(cmp|cmn|tst|ccmp|ccmn|fcmpe?|fccmpe?|rmif|setf(8|16)|st.*|prfu?m|dc|ic|at|tlbi|cfp|cpp|dvp|cosp|msr|sys|hint|wfet|wfit|svc|hvc|smc|brk|hlt|dmb|dsb|isb)$")]
    private static partial Regex ReadOnly();

    [GeneratedRegex("^(movk|bfi|bfxil|bfm|bfc|ins|f?ml[as]|fml[as]l2?|[su]ml[as]l2?|sq.*dml[as].*|[su]dot|usdot|sudot|bfdot|bfml.*|[su]?mmla|aes[de]|sha.*|bsl|bit|bif|sli|sri|[su]?r?sra|pac[id].*|aut.*|[su]aba.*|[su]adalp|tbx|fcmla|suqadd|usqadd|addhn2|xtn2)$")]
    private static partial Regex ReadAndWritten();
}
