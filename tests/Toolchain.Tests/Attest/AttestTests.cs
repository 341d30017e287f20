using System;
using System.IO;
using System.Linq;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>`alt attest`: the text of a boot, computed from its log and the linked file.</summary>
[Trait("Area", "Attestation")]
[Trait("Run", "slow")]
public sealed class AttestTests : IDisposable
{
    // AttestedCallbacks.Counter for 62.5 MHz, 0x3b9ada7a: mov x3, #0xda7a; movk x3, #0x3b9a, lsl #16; nop; nop
    private const uint Two = 0xd280_0040;
    private static readonly (int Word, uint Instruction)[] s_counter =
        [(4, 0xd29b_4f43), (5, 0xf2a7_7343), (6, 0xd503_201f), (7, 0xd503_201f)];

    private readonly AttestedImage _image = new();

    private byte[] Old => _image.Text(s_counter);

    private byte[] Modern => _image.Text([(0, Two), .. s_counter]);

    public void Dispose() => _image.Dispose();

    [Fact]
    public void Boots_whose_text_is_what_follows_from_their_inputs_are_equal()
    {
        (int code, string[] lines) = _image.Attest([("old", _image.Log(Old)), ("modern", _image.Log(Modern, "cortex-a76"))]);

        Assert.Equal(
            [
                $"equal    {AttestedImage.Hash(Old)}  old",
                $"equal    {AttestedImage.Hash(Modern)}  modern",
                "2 boots: 2 equal, 0 differ, 0 can't be judged, 0 unsafe; 2 different texts",
            ],
            lines);
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_dump_of_memory_must_be_the_same_text()
    {
        File.WriteAllBytes(_image.PathOf("good.text"), Old);
        File.WriteAllBytes(_image.PathOf("bad.text"), _image.Text([.. s_counter, (8, 0)]));
        string log = _image.Log(Old);

        Assert.Equal(0, _image.Attest([("good", log)], "--memory", ".").Code);
        (int code, string[] lines) = _image.Attest([("good", log), ("bad", log), ("none", log)], "--memory", ".");

        Assert.Equal(2, code);
        Assert.Contains("    bm_planned+0x10 at 0xffff800080000060: memory has 0x00000000, here it is 0xd65f03c0", lines);
        Assert.Contains(lines, line => line.Contains("none.log: there is no dump none.text", StringComparison.Ordinal));
        Assert.Equal("3 boots: 1 equal, 1 differ, 1 can't be judged, 0 unsafe; 1 different texts", lines[^1]);
    }

    /// <summary>Each is one change of a log that is equal without it.</summary>
    [Theory]
    [InlineData("\"id_aa64isar0_el1\":\"0x0000000000011120\"", "\"id_aa64isar0_el1\":\"0x0000000000211120\"", "the boot says ")]
    [InlineData("\"cntfrq\":62500000", "\"cntfrq\":62500001", "the boot says ")]
    [InlineData("\"bootargs\":\"", "\"bootargs\":\"alt.skip=1 ", "the boot says ")]
    [InlineData("\"bootargs\":\"", "\"bootargs\":\"alt.dry-run ", "the boot says ")]
    [InlineData("\"effective\":{}", "\"effective\":{\"ctr_el0\":\"0x0000000094448004\"}",
        "ctr_el0 counted as 0x0000000094448004 in that boot, here as 0x0000000084448004")]
    [InlineData("\"address\":\"0xffff800080000040\"", "\"address\":\"0xffff800080000080\"", "text is 56 bytes at 0xffff800080000040")]
    [InlineData("\"bytes\":56", "\"bytes\":52", "the boot says of 52 bytes")]
    [InlineData("\"voffset\":\"0xffff80003fe00000\"", "\"voffset\":\"0xffff80003fe01000\"", "VA less PA")]
    public void What_was_changed_in_a_log_is_noticed(string what, string by, string finding)
    {
        string log = _image.Log(Old);
        Assert.Equal(0, _image.Attest([("log", log)]).Code);
        string changed = log.Replace(what, by, StringComparison.Ordinal);
        Assert.NotEqual(log, changed);

        (int code, string[] lines) = _image.Attest([("log", changed)]);

        Assert.Equal(1, code);
        Assert.StartsWith("DIFFERS", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines[1..^1], line => line.Contains(finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@boot ", "@BOOT ", "there is no @boot line. Boot again with alt.report=json and keep the whole serial log")]
    [InlineData("@idregs ", "@IDREGS ", "there is no @idregs line")]
    [InlineData("@inputs ", "@INPUTS ", "there is no @inputs line")]
    [InlineData("@text ", "@TEXT ", "there is no @text line")]
    [InlineData("PASS", "@boot {\"schema\":1,\"version\":\"0.1.0\",\"image\":\"0\"}",
        "a second @boot line: the guest started again, or these are the logs of several boots")]
    [InlineData("PASS", "@text {\"address\":\"0x0\",\"bytes\":4,\"sha256\":\"0\"}", "a second @text line")]
    [InlineData("\"sha256\":\"", "\"sha256\":7,\"\":\"", "(5): The JSON value could not be converted")]
    [InlineData("\"conduit\":\"hvc\"", "\"conduit\":\"hvd\"", "(4): conduit 'hvd' is unknown: the line is of another version")]
    [InlineData("\"image\":\"", "\"image\":\"0", "the boot is of another Image, 0")]
    public void A_log_that_cannot_be_judged_is_refused_by_name(string what, string by, string message)
    {
        (int code, string[] lines) =
            _image.Attest([("bad", _image.Log(Old).Replace(what, by, StringComparison.Ordinal)), ("good", _image.Log(Old))]);

        Assert.Equal(2, code);
        Assert.StartsWith("UNUSABLE", lines[0], StringComparison.Ordinal);
        Assert.Contains("bad.log", lines[1], StringComparison.Ordinal);
        Assert.Contains(message, lines[1], StringComparison.Ordinal);
        Assert.Equal("2 boots: 1 equal, 0 differ, 1 can't be judged, 0 unsafe; 1 different texts", lines[^1]);
    }

    /// <summary>
    /// The text is what the boot says, and nothing that this machine should run. The build can't know: callbacks decide at boot.
    /// </summary>
    [Theory]
    [InlineData("Atomic", "cortex-a53", new uint[] { 0xf821_0040, 0xd503_201f, 0xd503_201f },
        "bm_planned (0xffff800080000050): 0xf8210040 is no instruction of this machine")]
    [InlineData("Atomic", "cortex-a76", new uint[] { 0xf821_0040, 0xd503_201f, 0xd503_201f }, null)]
    [InlineData("Multiply", "cortex-a53", new uint[] { 0xf940_00a4, 0x9b02_0c20, 0xd503_201f },
        "bm_planned+0x4 (0xffff800080000054): a 64-bit multiply-accumulate directly after a load")]
    [InlineData("Exclusive", "cortex-a53", new uint[] { 0xc85f_7c01, 0xf940_00c5, 0xc802_7c01 },
        "bm_planned+0x4 (0xffff800080000054): an access to memory between the load exclusive")]
    public void What_a_callback_plans_is_checked_as_the_build_checks_the_rest(string callback, string cpu, uint[] words, string? hazard)
    {
        using AttestedImage image = new($"bm_cb_BareMetal_Toolchain_Tests_AttestedCallbacks_{callback}");
        (int, uint)[] site = cpu == "cortex-a76" ? [(0, Two)] : [];
        byte[] text = image.Text([.. site, .. words.Select((word, index) => (4 + index, word)), (7, 0xd503_201f)]);

        (int code, string[] lines) = image.Attest([("log", image.Log(text, cpu))]);

        Assert.Equal($"{(hazard is null ? "equal  " : "UNSAFE ")}  {AttestedImage.Hash(text)}  log", lines[0]);
        Assert.Equal(hazard is null ? 2 : 3, lines.Length);
        Assert.StartsWith($"    {hazard}", hazard is null ? "    " : lines[1], StringComparison.Ordinal);
        Assert.Equal($"1 boots: 1 equal, 0 differ, 0 can't be judged, {(hazard is null ? 0 : 1)} unsafe; 1 different texts", lines[^1]);
        Assert.Equal(hazard is null ? 0 : 1, code);
    }

    [Fact]
    public void A_log_that_breaks_off_is_never_equal()
    {
        string log = _image.Log(Old);
        (string Name, string Log)[] cut =
            [.. Enumerable.Range(0, 20).Select(part => ($"cut{part}", log[..(log.LastIndexOf('}') * part / 20)]))];

        (int code, string[] lines) = _image.Attest(cut);

        Assert.Equal(2, code);
        Assert.Equal("20 boots: 0 equal, 0 differ, 20 can't be judged, 0 unsafe; 0 different texts", lines[^1]);
    }

    /// <summary>A boot loader may clear the flag "anywhere" of the header in memory.</summary>
    [Fact]
    public void The_Image_is_known_by_its_name_with_either_placement_flag()
    {
        byte[] image = File.ReadAllBytes(_image.PathOf("Image"));
        image[24] |= 0b0010;
        Assert.Equal(2, _image.Attest([("log", _image.Log(Old, image: AttestedImage.Hash(image)))]).Code);
        image[24] = 0;

        Assert.Equal(0, _image.Attest([("log", _image.Log(Old, image: AttestedImage.Hash(image)))]).Code);
    }

    [Theory]
    [InlineData("bm_ccb_planned", "callback bm_ccb_planned is machine code, which isn't run here: this text can't be attested")]
    [InlineData("bm_cb_nowhere", "there is no callback bm_cb_nowhere")]
    [InlineData("bm_cb_BareMetal_Toolchain_Tests_AttestedCallbacks_NoCallback", "there is no callback")]
    [InlineData("bm_cb_BareMetal_Toolchain_Tests_AttestedCallbacks_Throws",
        "callback bm_cb_BareMetal_Toolchain_Tests_AttestedCallbacks_Throws can't be run here: ")]
    public void A_callback_that_cannot_be_run_is_named(string callback, string message)
    {
        using AttestedImage image = new(callback);

        (int code, string[] lines) = image.Attest([("log", image.Log(image.Text()))]);

        Assert.Equal(2, code);
        Assert.Contains(message, lines[1], StringComparison.Ordinal);
        string skipped = image.Log(image.Text()).Replace("\"bootargs\":\"", "\"bootargs\":\"alt.skip=1 ", StringComparison.Ordinal);
        Assert.Equal(0, image.Attest([("skipped", skipped)]).Code); // It isn't needed.
    }

    [Theory]
    [InlineData("--assembly", "missing.dll", "missing.dll")]
    [InlineData("--assembly", "image.ld", "not a .NET assembly")]
    [InlineData("--memory", "missing", "there is no dump log.text")]
    public void A_file_that_is_missing_is_named(string option, string value, string message)
    {
        (int code, string[] lines) = _image.Attest([("log", _image.Log(Old))], option, value);

        Assert.Equal(2, code);
        Assert.Contains(lines, line => line.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Logs_are_wanted()
    {
        (int code, string[] lines) = _image.Attest([]);

        Assert.Equal(2, code);
        Assert.Contains("usage: alt attest ELF LOG", string.Join('\n', lines), StringComparison.Ordinal);
    }
}
