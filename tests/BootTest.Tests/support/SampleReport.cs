using System;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace BareMetal.BootTest.Tests;

/// <summary>Boots as BareMetal's Image reports them, made up.</summary>
internal static class SampleReport
{
    public const string Entry0 =
        """@alt {"index":0""" +
        ""","orig":"0xffff800080000010","cap":"HAS_LSE_ATOMICS","callback":null,"action":"patched","old":["0x885ffc02"]""" +
        ""","new":["0xb8e10002"]}""";
    public const string Entry1 =
        """@alt {"index":1""" +
        ""","orig":"0xffff800080000020","cap":"ALWAYS_SYSTEM","callback":"bm_cb_nops","action":"kept","old":["0xd4200160"]""" +
        ""","new":["0xd4200160"]}""";

    /// <summary>What an image reports whose file holds these bytes.</summary>
    public static string Report(string image)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)));
        string crc = $"{Crc32.HashToUInt32(Encoding.Latin1.GetBytes($"{Entry0}\n{Entry1}\n")):x8}";
        return
            $$"""
            [    0.000001] BareMetal
            @boot {"schema":1,"version":"0.1.0","image":"{{hash}}"}
            {{Entry0}}
            {{Entry1}}
            @alt-summary {"entries":2,"patched":1,"kept":1,"failed":0,"callbacks":1,"words":1,"lines":1,"errors":0,"crc32":"{{crc}}"}
            [    0.000002] PASS

            """;
    }
}
