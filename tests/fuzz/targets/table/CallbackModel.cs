using System;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>What each callback of <see cref="FuzzCallbacks"/> must make of a site, from the table in patcher/README.md.</summary>
internal static class CallbackModel
{
    private const uint Nop = 0xd503201f;
    private const uint MovzX = 0xd2800000;
    private const uint MovkX = 0xf2800000;

    /// <summary>Runs one.</summary>
    /// <param name="callback">Which.</param>
    /// <param name="words">The site's words; takes the new ones.</param>
    /// <param name="inputs">What it looks at.</param>
    public static CallbackAction Run(int callback, Span<uint> words, in AltInputs inputs)
    {
        ulong ctr = inputs.Registers.Get(IdRegister.CtrEl0);
        ulong dczid = inputs.Registers.Get(IdRegister.DczidEl0);
        return callback switch
        {
            FuzzCallbacks.NopsCallback => Fill(words, 0),
            FuzzCallbacks.DczvaSize => Load(words, (dczid & 0x10) != 0 || (dczid & 0xf) == 0 ? 0 : 4u << (int)(dczid & 0xf)),
            FuzzCallbacks.DcacheLineSize => Load(words, 4u << (int)(ctr >> 16 & 0xf)),
            FuzzCallbacks.IcacheLineSize => Load(words, 4u << (int)(ctr & 0xf)),
            FuzzCallbacks.KimageVoffset => LoadOffset(words, inputs.KimageVoffset),
            FuzzCallbacks.Conduit => Call(words, inputs.Conduit),
            FuzzCallbacks.BhbLoop => Loop(words, inputs.BranchHistoryLoop),
            FuzzCallbacks.Keep or FuzzCallbacks.CFormNothing => CallbackAction.Keep,
            FuzzCallbacks.Same => CallbackAction.Patch,
            FuzzCallbacks.CFormFirst => Change(words),
            FuzzCallbacks.Constant => LoadAnyWay(words, inputs.KimageVoffset),
            _ => CallbackAction.Error,
        };
    }

    private static CallbackAction Fill(Span<uint> words, int from)
    {
        words[from..].Fill(Nop);
        return CallbackAction.Patch;
    }

    // MOVZ takes 16 bits, shifted by 0 or 16: a line has up to 2^17 bytes.
    private static CallbackAction Load(Span<uint> words, uint value)
    {
        uint rd = words[0] & 31;
        words[0] = value <= 0xffff ? MovzX | value << 5 | rd : MovzX | 1u << 21 | value >> 16 << 5 | rd;
        return Fill(words, 1);
    }

    private static CallbackAction LoadOffset(Span<uint> words, ulong value)
    {
        if (words.Length < 4)
        {
            return CallbackAction.Error;
        }

        uint rd = words[0] & 31;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            words[quarter] = (quarter == 0 ? MovzX : MovkX) | (uint)quarter << 21 | (uint)(value >> 16 * quarter & 0xffff) << 5 | rd;
        }

        return Fill(words, 4);
    }

    private static CallbackAction Call(Span<uint> words, SmcccConduit conduit)
    {
        if (conduit == SmcccConduit.None)
        {
            return CallbackAction.Keep;
        }

        words[0] = conduit == SmcccConduit.Hvc ? 0xd4000002 : 0xd4000003;
        return Fill(words, 1);
    }

    private static CallbackAction Loop(Span<uint> words, byte iterations)
    {
        if (words.Length != 1 || (words[0] & 0x7fe00000) != 0x52800000)
        {
            return CallbackAction.Error;
        }

        words[0] = iterations == 0 ? words[0] : (words[0] & ~(0xffffu << 5)) | (uint)iterations << 5;
        return iterations == 0 ? CallbackAction.Keep : CallbackAction.Patch;
    }

    private static CallbackAction Change(Span<uint> words)
    {
        words[0] += FuzzCallbacks.Change;
        return CallbackAction.Patch;
    }

    // Which instructions those are is the encoder's matter: InstructionEncodingTests.
    private static CallbackAction LoadAnyWay(Span<uint> words, ulong value)
    {
        Span<uint> moves = stackalloc uint[4];
        int count = 1;
        bool isOne = A64.TryMovEitherWidth(words[0] & 0xf, value, out moves[0]);
        if (!isOne && !A64.TryLoadConstant(words[0] & 0xf, value, moves[..Math.Min(4, words.Length)], out count))
        {
            return CallbackAction.Keep;
        }

        moves[..count].CopyTo(words);
        return Fill(words, count);
    }
}
