using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Which registers an instruction reads and writes, by its text. Most write their first operand and read the others; the rest are rows
/// of <see cref="s_rules"/> (Arm ARM DDI 0487, A64 instructions, by mnemonic). A register in brackets is an address: read, and
/// written where the address is updated.
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
        (VectorImmediates(), "b"),
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
            : Comments().IsMatch(text) || !Mnemonics().IsMatch(text) ? "not an instruction alone: leave labels and comments out"
            : Branches().IsMatch(mnemonic) ? "a branch, which wouldn't come back as the call does"
            : Exclusives().IsMatch(mnemonic) ? "an exclusive access, whose other half can't be beside it"
            : Unnamed().IsMatch(text) ? "it changes registers that it doesn't name: make it a method"
            : FlagReaders().IsMatch(text) ? "it reads the flags, which a call leaves undefined"
            : AddressDependent().IsMatch(text) ? "it depends on where it stands, which is each call of the method"
            : null;
        if (Refused is null && space >= 0)
        {
            ReadOperands(text[space..], RolesOf(text));
        }
    }

    /// <summary>Why it can't stand for a call; null where it may.</summary>
    public string? Refused { get; }

    public IReadOnlyList<RegisterUse> Uses => _uses;

    private static string RolesOf(string instruction)
    {
        foreach ((Regex rule, string roles) in s_rules)
        {
            if (rule.IsMatch(instruction))
            {
                return roles;
            }
        }

        return "w";
    }

    private void ReadOperands(string operands, string roles)
    {
        string whole = Lanes().Replace(operands, "");
        bool isUpdated = whole.EndsWith('!') || PostIndexed().IsMatch(whole);
        int index = 0;
        bool isAddress = false;
        foreach (string operand in Commas().Split(operands))
        {
            char role = index < roles.Length ? roles[index] : Read;
            if (role == Written && Lanes().IsMatch(operand))
            {
                role = Both; // the other lanes stay
            }

            string registers = Lanes().Replace(operand, "");
            isAddress |= registers.Contains('[', StringComparison.Ordinal);
            if (isAddress && role != Both)
            {
                role = isUpdated ? Both : Read;
            }

            Match lane = Lanes().Match(operand);
            foreach (Match match in Names().Matches(registers))
            {
                Add(match, lane.Success ? int.Parse(lane.Groups[1].ValueSpan, provider: null) : null, role);
            }

            isAddress &= !registers.Contains(']', StringComparison.Ordinal);
            index++;
        }
    }

    private void Add(Match name, int? lane, char role)
    {
        if (Register.Parse(name.Groups[1].Value, out int bits) is { } register)
        {
            string text = name.Groups[2].Success ? $"{name.Value}{(lane is null ? "" : $"[{lane}]")}" : name.Value;
            _uses.Add(new RegisterUse(register, text, Math.Min(bits, ArrangementBits(name, lane)), role != Written, role != Read));
        }
    }

    /// <summary>
    /// How many bits of a register, from the lowest, <c>v0.8b</c> or <c>v0.s[1]</c> takes in; <see cref="int.MaxValue"/> where all.
    /// </summary>
    private static int ArrangementBits(Match name, int? lane)
    {
        if (!name.Groups[2].Success)
        {
            return int.MaxValue;
        }

        int elementBits = name.Groups[3].ValueSpan[0] switch { 'b' => 8, 'h' => 16, 's' => 32, 'd' => 64, _ => 128 };
        return lane is not null ? (lane.Value + 1) * elementBits
            : name.Groups[2].Length != 0 ? int.Parse(name.Groups[2].ValueSpan, provider: null) * elementBits
            : int.MaxValue;
    }

    /// <summary>Registers; of a vector, the number of its elements (a vector of SVE and a lane have none) and their size.</summary>
    [GeneratedRegex(@"\b([wxbhsdqvz][0-9]+|sp|wsp|fp|lr)\b(?:\.([0-9]*)([bhsdq])\b)?")]
    private static partial Regex Names();

    [GeneratedRegex(@"\]\s*,\s*\S")]
    private static partial Regex PostIndexed();

    /// <summary>Which part of a vector register is meant: <c>v0.s[1]</c>, <c>{v0.s}[1]</c>.</summary>
    [GeneratedRegex(@"(?<=[a-z0-9}])\s*\[\s*([0-9]+)\s*\]")]
    private static partial Regex Lanes();

    /// <summary>Between operands, not in a list of registers.</summary>
    [GeneratedRegex(@",(?![^{]*\})")]
    private static partial Regex Commas();

    [GeneratedRegex("//|/[*]")]
    private static partial Regex Comments();

    [GeneratedRegex(@"^[a-z][a-z0-9.]*(\s+[^\s:=]|$)")]
    private static partial Regex Mnemonics();

    /// <summary>Hints sign and strip x30 and x17; SMSTART and SMSTOP clear all vector registers.</summary>
    [GeneratedRegex(
        @"^((pac|aut)i[ab](z|sp|1716)|xpaclri|hint\s+(?!#?(16$|17$|18$|19$|20$|22$|32$|34$|36$|38$|[0-6]$))\S+|" +
        @"smstart.*|smstop.*|msr\s+svcr.*)$")]
    private static partial Regex Unnamed();

    [GeneratedRegex(
        @"^((csel|csinc|csinv|csneg|cset|csetm|cinc|cinv|cneg|adcs?|sbcs?|ngcs?|ccmp|ccmn|fcsel|fccmpe?)\s|" +
        @"mrs\s.*,\s*nzcv$|cfinv$|axflag$|xaflag$)")]
    private static partial Regex FlagReaders();

    [GeneratedRegex(@"[;\n\r]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(b|bl|br|blr|ret|eret|drps|cbn?z|tbn?z|bc?\..*|bra.*|blra.*|reta.*|ereta.*|cb[a-z]{2})$")]
    private static partial Regex Branches();

    [GeneratedRegex("^(ld|st)a?l?xp?r?[bh]?$|^ldaxp$|^stlxp$|^clrex$")]
    private static partial Regex Exclusives();

    [GeneratedRegex(@"^adrp?\s|^(ldr|ldrsw|prfm)\s+[^\[]*$")]
    private static partial Regex AddressDependent();

    /// <summary>ORR and BIC of a vector with an immediate: their other forms name what they read.</summary>
    [GeneratedRegex(@"^(orr|bic)\s+v[^,]*,\s*#?[0-9]")]
    private static partial Regex VectorImmediates();

    [GeneratedRegex(@"^(ld(add|clr|eor|set|smax|smin|umax|umin)|swp)(a|l|al)?[bh]?(\s|$)")]
    private static partial Regex AtomicLoads();

    [GeneratedRegex(@"^(ldclrp|ldsetp|swpp)(a|l|al)?(\s|$)")]
    private static partial Regex AtomicPairs();

    [GeneratedRegex(@"^casp(a|l|al)?(\s|$)")]
    private static partial Regex CompareAndSwapPairs();

    [GeneratedRegex(@"^cas(a|l|al)?[bh]?(\s|$)")]
    private static partial Regex CompareAndSwaps();

    [GeneratedRegex(@"^(ldp|ldnp|ldpsw|ldiapp)(\s|$)")]
    private static partial Regex LoadPairs();

    [GeneratedRegex(@"^cpy[fpme]")]
    private static partial Regex MemoryCopies();

    [GeneratedRegex("^setg?[pme]")]
    private static partial Regex MemorySets();

    [GeneratedRegex(
        @"^(cmpp?|cmn|tst|fcmpe?|rmif|setf(8|16)|cterm(eq|ne)|st\S*|prf\S*|rprfm|dc|ic|at|tlbi|cfp|cpp|dvp|cosp|msr|sys|" +
        @"hint|wfet|wfit|svc|hvc|smc|brk|hlt|udf|dmb|dsb|isb)(\s|$)")]
    private static partial Regex ReadOnly();

    [GeneratedRegex(
        @"^(movk|bfi|bfxil|bfm|bfc|ins|insr|f?ml[as]|fml[as]l2?|[su]ml[as]l2?|sq\S*dml[as]\S*|[su]dot|usdot|sudot|" +
        @"bfdot|bfml\S*|(s|u|us|bf)mmla|aes[de]|sha(1[cmp]|1su[01]|256\S*|512\S*)|bsl|bit|bif|sli|sri|[su]r?sra|" +
        @"pac[id]z?[ab]|aut[id]z?[ab]|xpac[id]|ldg|[su]aba\S*|[su]adalp|tbx|fcmla|suqadd|usqadd|\S*n2|[su]?q?(inc|dec)[bhwdp])(\s|$)")]
    private static partial Regex ReadAndWritten();
}
