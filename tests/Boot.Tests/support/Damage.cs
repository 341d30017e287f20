using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Patcher;

namespace BareMetal.Boot.Tests;

/// <summary>A way to damage out/Image, and the errors that name it.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Do">Does it.</param>
/// <param name="Errors">All errors, and no others, in any order. Word: of the replacement, where the error is about one.</param>
internal sealed record Damage(
    string Name, Action<DamagedImage, DamageTargets> Do, params (DamageTarget Entry, AltErrorCode Code, int Word)[] Errors)
{
    /// <summary>A damage whose errors are about originals, or about first words of replacements.</summary>
    public static Damage Of(
        string name, Action<DamagedImage, DamageTargets> damage, params (DamageTarget Entry, AltErrorCode Code)[] errors) =>
        new(name, damage, [.. errors.Select(error => (error.Entry, error.Code, 0))]);

    /// <summary>The errors with the places where the damaged entries lead to.</summary>
    public IEnumerable<Refusal> Expected(DamagedImage image, DamageTargets targets)
    {
        foreach ((DamageTarget entry, AltErrorCode code, int word) in Errors)
        {
            IEnumerable<int> indexes = entry switch
            {
                DamageTarget.Table => [-1],
                DamageTarget.Every => Enumerable.Range(0, image.File.Table.Count),
                _ => [targets[entry]],
            };
            foreach (int index in indexes)
            {
                yield return Refusal.At(image.File, index, Place(image, index, code, word), code);
            }
        }
    }

    private static ulong Place(DamagedImage image, int index, AltErrorCode code, int word)
    {
        bool isOfReplacement =
            code is >= AltErrorCode.BranchOutOfRange and <= AltErrorCode.RefusedAuthenticateLabel and not AltErrorCode.LandingPadLost;
        return index < 0 ? image.TableAddress
            : isOfReplacement ? image.Alternative(index) + (ulong)(word * sizeof(uint))
            : image.Original(index);
    }
}
