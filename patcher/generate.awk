# Turns idfields.txt, cpucaps.txt and errata.txt (in this order) into the C# tables and the assembler's numbers.
# Usage: awk -v out=FOLDER -f generate.awk idfields.txt cpucaps.txt errata.txt
# Any awk does (mawk, gawk, busybox). A row that can't be understood stops the build with file and line.

BEGIN {
    registers = fields = caps = terms = errata = hidden = aliases = silentErrata = 0
    # What a type of capability means: the groups that it belongs to, in the order of CpuCapGroup.
    groupCount = split("BootScope SystemScope LocalScope OptionalForLateCpu PermittedForLateCpu PanicOnConflict", groupName, " ")
    groupsOf["BOOT_CPU_FEATURE"] = " BootScope PermittedForLateCpu "
    groupsOf["STRICT_BOOT_CPU_FEATURE"] = " BootScope PanicOnConflict "
    groupsOf["SYSTEM_FEATURE"] = " SystemScope PermittedForLateCpu "
    groupsOf["LOCAL_CPU_ERRATUM"] = " LocalScope OptionalForLateCpu "
    groupsOf["WEAK_LOCAL_CPU_FEATURE"] = " LocalScope OptionalForLateCpu PermittedForLateCpu "
}

{ sub(/\r$/, "") }
/^[ \t]*(#|$)/ { next }

FILENAME ~ /idfields/ && $1 == "register" {
    if (NF != 7)
        fail("expected: register NAME op0 op1 CRn CRm op2")
    register = registers++
    registerName[register] = $2
    mrsName[register] = $3 "_" $4 "_C" $5 "_C" $6 "_" $7
    encoding[register] = ($3 * 16384) + ($4 * 2048) + ($5 * 128) + ($6 * 8) + $7
    next
}

FILENAME ~ /idfields/ && $1 == "alias" {
    if (NF < 3)
        fail("expected: alias ARGUMENT REGISTER.FIELD=N ...")
    aliasName[aliases] = $2
    aliasText[aliases] = substr($0, index($0, $3))
    gsub(/[ \t]+/, ",", aliasText[aliases])
    for (i = 3; i <= NF; i++)
        if (split($i, assignment, "=") != 2 || !(assignment[1] in overrideField))
            fail("no such field: " $i)
    aliases++
    next
}

FILENAME ~ /idfields/ {
    if (NF < 5 || registers == 0)
        fail("expected: FIELD hi:lo sign rule strictness, below a register")
    if (split($2, bits, ":") != 2 || bits[1] + 0 < bits[2] + 0 || bits[1] + 0 > 63 || bits[1] - bits[2] > 7)
        fail("expected bits as hi:lo, eight at most, found " $2)
    if ($3 != "signed" && $3 != "unsigned")
        fail("expected signed or unsigned, found " $3)
    if ($4 !~ /^(lower|higher|higher-or-zero|exact=[0-9]+)$/)
        fail("expected lower, higher, higher-or-zero or exact=N, found " $4)
    if ($5 != "strict" && $5 != "loose")
        fail("expected strict or loose, found " $5)
    fieldRegister[fields] = register
    fieldName[fields] = $1
    lsb[fields] = bits[2] + 0
    width[fields] = bits[1] - bits[2] + 1
    signed[fields] = $3 == "signed" ? 1 : 0
    safe[fields] = $4 ~ /^exact/ ? substr($4, 7) + 0 : 0
    rule[fields] = $4 ~ /^exact/ ? "Exact" : pascal($4)
    strict[fields] = $5 == "strict" ? 1 : 0
    raised[fields] = 0
    for (i = 6; i <= NF; i++) {
        if ($i == "raised")
            raised[fields] = 1
        else if ($i == "hidden" && i == NF - 1) {
            hiddenField[hidden] = fields
            hiddenControl[hidden++] = $(++i)
        } else
            fail("expected raised or hidden CONTROL, found " $i)
    }
    if ((registerName[register] "." $1) in fieldIndex)
        fail("field named twice: " $1)
    overrideField[overrideName(registerName[register]) "." tolower($1)] = fields
    fieldIndex[registerName[register] "." $1] = fields++
    next
}

FILENAME ~ /cpucaps/ {
    if (split($0, column, /[ \t]*\|[ \t]*/) != 4)
        fail("expected: NAME | type | text | present where")
    sub(/[ \t]+$/, "", column[4])
    if (!(column[2] in groupsOf))
        fail("no such type: " column[2])
    if (column[1] in capIndex)
        fail("capability named twice: " column[1])
    cap = caps++
    capName[cap] = column[1]
    capType[cap] = column[2]
    capText[cap] = column[3]
    capIndex[column[1]] = cap
    capMember[cap] = pascal(column[1])
    count = split(column[4], alternatives, /[ \t]*,[ \t]*/)
    for (i = 1; i <= count; i++)
        addConditions(alternatives[i])
    next
}

$1 == "core" {
    if (NF != 4 || $3 !~ /^0x[0-9a-f][0-9a-f]$/ || $4 !~ /^0x[0-9a-f][0-9a-f][0-9a-f]$/)
        fail("expected: core NAME 0xII 0xPPP")
    coreModel[$2] = $3 substr($4, 3)
    next
}

{
    if (split($0, column, /[ \t]*\|[ \t]*/) != 4)
        fail("expected: NUMBER | capability or - | cores | what is done")
    sub(/^[ \t]+/, "", column[1])
    if (column[1] !~ /^(loop=)?[0-9]+$/)
        fail("expected a number or loop=N, found " column[1])
    if (column[2] != "-" && !(column[2] in ofErrata))
        fail("no capability with the condition errata: " column[2])
    count = split(column[3], ranges, /[ \t]*,[ \t]*/)
    for (i = 1; i <= count; i++)
        addErratum(column[1], column[2], ranges[i])
}

END {
    if (failed)
        exit 1
    if (caps > 128)
        fail("CpuCapSet holds 128 capabilities, " caps " are named")
    if (fields > 256)
        fail("a condition holds the number of 256 fields, " fields " are named")
    for (name in ofErrata)
        if (!(name in hasErrata))
            fail("no core in errata.txt for " name)
    writeCaps(out "/CpuCap.g.cs")
    writeFeatureRows(out "/CpuFeatureRows.g.cs")
    writeErrata(out "/CpuErrataRows.g.cs")
    writeIdFieldRows(out "/IdFieldRows.g.cs")
    writeSymbols(out "/cpucaps.inc", ".equ ", ", ")
    writeSymbols(out "/cpucaps.h", "#define ", " ")
    writeRegisterReads(out "/idregisters.inc")
}

function fail(reason) {
    printf "%s(%d): error: %s\n", FILENAME, FNR, reason > "/dev/stderr"
    failed = 1
    exit 1
}

function fieldNamed(name) {
    if (!(name in fieldIndex))
        fail("no such field in idfields.txt: " name)
    return fieldIndex[name]
}

# "A & not B" becomes a term for each; all but the last say that another follows.
function addConditions(text,    parts, n, i) {
    n = split(text, parts, /[ \t]*&[ \t]*/)
    for (i = 1; i <= n; i++)
        addTerm(parts[i], i < n)
}

function addTerm(text, isFollowed,    word, n, negated) {
    negated = sub(/^not /, "", text)
    n = split(text, word, /[ \t]+/)
    if (text == "always")
        term("Always", 0, 0, negated, isFollowed)
    else if (text == "errata") {
        ofErrata[capName[cap]] = 1
        term("Errata", 0, 0, negated, isFollowed)
    } else if (n == 3 && word[2] == ">=")
        term("Field", fieldNamed(word[1]), word[3] + 0, negated, isFollowed)
    else
        fail("can't read the condition: " text)
}

# Layout: CpuCapTerm
function term(kind, field, minimum, negated, isFollowed) {
    termRow[terms++] = sprintf("(uint)CpuCap.%s | %du << 8 | %du << 16 | (uint)CpuCapTermKind.%s << 20 | %du << 22 | %du << 23", \
        capMember[cap], field, minimum, kind, negated, isFollowed)
}

# Layout: CpuErratum. Errata without a capability come first: only they have a number in the Image.
function addErratum(number, capability, text,    word, n, first, last, fixed, model, row, value) {
    n = split(text, word, /[ \t]+/)
    if (!(word[1] in coreModel))
        fail("no such core: " word[1])
    first = "r0p0"; last = "r15p15"; fixed = 0
    if (n >= 2 && (split(word[2], bounds, "-") != 2 || (first = bounds[1]) !~ /^r[0-9]+p[0-9]+$/ || (last = bounds[2]) !~ /^r[0-9]+p[0-9]+$/))
        fail("expected a range as rXpY-rXpY, found " word[2])
    if (n == 4 && word[3] == "fixed" && word[4] ~ /^[0-9]+$/ && word[4] < 32)
        fixed = word[4] + 1
    else if (n > 2)
        fail("expected \"fixed N\", found " word[3])
    value = number ~ /^loop=/ ? substr(number, 6) : 0
    row = sprintf("%dul | %dul << 8 | %sul << 16 | %dul << 36 | %dul << 42", version(last), version(first), coreModel[word[1]], fixed, value)
    hasErrata[capability] = 1
    if (capability == "-") {
        silentRow[silentErrata] = row
        silentNumber[silentErrata++] = number
    } else
        erratumRow[errata++] = row " | (ulong)CpuCap." capMember[capIndex[capability]] " << 50"
}

function version(text,    part) {
    split(substr(text, 2), part, "p")
    return part[1] * 16 + part[2]
}

# HAS_LSE_ATOMICS -> HasLseAtomics, ID_AA64ISAR0_EL1 -> IdAa64Isar0El1: each run of letters gets one capital.
function pascal(name,    result, i, c, start) {
    start = 1
    result = ""
    for (i = 1; i <= length(name); i++) {
        c = substr(name, i, 1)
        if (c ~ /[A-Za-z]/) {
            result = result (start ? toupper(c) : tolower(c))
            start = 0
        } else {
            if (c !~ /[_-]/)
                result = result c
            start = 1
        }
    }
    return result
}

function overrideName(name) {
    sub(/_EL[0-3]$/, "", name)
    return tolower(name)
}

function header(file, sources) {
    print "// <auto-generated> by patcher/generate.awk from patcher/" sources ": edit that. </auto-generated>" > file
    print "using System;" > file
    print "\nnamespace BareMetal.Patcher;" > file
}

function list(file, type, name, values, n,    i) {
    printf "\n    public static ReadOnlySpan<%s> %s =>\n    [\n", type, name > file
    for (i = 0; i < n; i++)
        printf "        %s,\n", values[i] > file
    print "    ];" > file
}

# Texts are one blob and the offsets at which they start: a table of references would need allocation or fix-ups.
function texts(file, name, values, n,    i, offset, starts) {
    printf "\n    public static ReadOnlySpan<byte> %s =>", name > file
    offset = 0
    for (i = 0; i < n; i++) {
        starts[i] = offset
        offset += length(values[i])
        printf "%s\n        \"%s\"u8", i ? " +" : "", values[i] > file
    }
    print (n ? ";" : " [];") > file
    starts[n] = offset
    list(file, "ushort", name "Starts", starts, n + 1)
}

function writeCaps(file,    i) {
    header(file, "capabilities/cpucaps.txt")
    print "\n/// <summary>A capability of the CPU, named and numbered as in cpucaps.txt; Linux's name for it is the text of <see cref=\"CpuCaps.Name\"/>.</summary>" > file
    print "public enum CpuCap : ushort\n{" > file
    for (i = 0; i < caps; i++)
        printf "    /// <summary>%s: %s</summary>\n    %s = %d,\n\n", capName[i], capText[i] == "" ? "on every CPU." : capText[i] ".", capMember[i], i > file
    printf "    /// <summary>ARM64_NCAPS, how many there are. As an entry's capability: the old form of a callback patch (ARM64_CB_PATCH).</summary>\n    NCaps = %d,\n}\n", caps > file
    close(file)
}

function writeFeatureRows(file,    i, lines) {
    header(file, "capabilities/cpucaps.txt")
    print "\n/// <summary>What makes each capability present, and what it is called: the rows of cpucaps.txt.</summary>" > file
    print "internal static class CpuFeatureRows\n{" > file
    texts(file, "Names", capName, caps)
    texts(file, "Texts", capText, caps)
    list(file, "uint", "Terms", termRow, terms)
    for (i = 0; i < groupCount; i++) {
        lines[2 * i] = memberBits(groupName[i + 1], 0)
        lines[2 * i + 1] = memberBits(groupName[i + 1], 64)
    }
    list(file, "ulong", "Groups", lines, 2 * groupCount)
    print "}" > file
    close(file)
}

# The capabilities base to base + 63 that are in a group, one bit each.
function memberBits(group, base,    nibble, bit, digit, digits) {
    digits = ""
    for (nibble = 0; nibble < 16; nibble++) {
        digit = 0
        for (bit = 0; bit < 4; bit++)
            if (index(groupsOf[capType[base + nibble * 4 + bit]], " " group " "))
                digit += 2 ^ bit
        digits = sprintf("%x", digit) digits
    }
    return "0x" digits
}

function writeErrata(file,    i) {
    header(file, "capabilities/errata.txt")
    print "\n/// <summary>The rows of errata.txt: first those without a capability.</summary>" > file
    print "internal static class CpuErrataRows\n{" > file
    for (i = 0; i < errata; i++)
        silentRow[silentErrata + i] = erratumRow[i]
    list(file, "ulong", "Rows", silentRow, silentErrata + errata)
    list(file, "uint", "Numbers", silentNumber, silentErrata)
    print "}" > file
    close(file)
}

function writeIdFieldRows(file,    i, lines) {
    header(file, "registers/idfields.txt")
    print "\n/// <summary>The ID registers of idfields.txt, in its order.</summary>" > file
    print "public enum IdRegister : byte\n{" > file
    for (i = 0; i < registers; i++)
        printf "    /// <summary>%s</summary>\n    %s = %d,\n", registerName[i], pascal(registerName[i]), i > file
    print "}\n\n/// <summary>The rows of idfields.txt.</summary>\ninternal static class IdFieldRows\n{" > file
    printf "    public const int RegisterCount = %d;\n", registers > file
    for (i = 0; i < registers; i++)
        lines[i] = overrideName(registerName[i])
    texts(file, "RegisterNames", lines, registers)
    list(file, "ushort", "Encodings", encoding, registers)
    for (i = 0; i < fields; i++)
        lines[i] = tolower(fieldName[i])
    texts(file, "Names", lines, fields)
    for (i = 0; i < fields; i++) # Layout: IdField
        lines[i] = sprintf("%du | %du << 6 | (uint)IdFieldRule.%s << 10 | %du << 12 | %du << 16 | %du << 17 | %du << 18 | (uint)IdRegister.%s << 20", \
            lsb[i], width[i], rule[i], safe[i], signed[i], strict[i], raised[i], pascal(registerName[fieldRegister[i]]))
    list(file, "uint", "Fields", lines, fields)
    list(file, "byte", "HiddenFields", hiddenField, hidden)
    texts(file, "HiddenControls", hiddenControl, hidden)
    texts(file, "Aliases", aliasName, aliases)
    texts(file, "AliasArguments", aliasText, aliases)
    print "}" > file
    close(file)
}

function writeSymbols(file, before, between,    i) {
    print "/* Generated by patcher/generate.awk from patcher/capabilities/cpucaps.txt: edit that. */" > file
    for (i = 0; i < caps; i++)
        printf "%s%s%s%d\n", before, capName[i], between, i > file
    printf "%sARM64_NCAPS%s%d\n", before, between, caps > file
    printf "%sARM64_CB_BIT%s0x8000\n", before, between > file
    close(file)
}

# One line a register, in the order of IdRegister; the file that includes it says what id_register does.
function writeRegisterReads(file,    i) {
    print "/* Generated by patcher/generate.awk from patcher/registers/idfields.txt: edit that. */" > file
    for (i = 0; i < registers; i++)
        printf "\tid_register %d, S%s\n", i, mrsName[i] > file
    close(file)
}
