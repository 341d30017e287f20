using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Devices;
using BareMetal.Patcher;

namespace Example;

/// <summary>Does what the boot argument app= asks for.</summary>
internal static class Program
{
    private const int Milliseconds = 200;

    public static int Main(BootArguments arguments)
    {
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("app"u8))
            {
                return Run(argument.Value);
            }
        }

        return 0;
    }

    private static int Run(ReadOnlySpan<byte> what)
    {
        if (what.SequenceEqual("keys"u8))
        {
            Keys();
        }
        else if (what.SequenceEqual("lines"u8))
        {
            Lines();
        }
        else if (what.SequenceEqual("pins"u8))
        {
            Pins();
        }
        else if (what.SequenceEqual("sleep"u8))
        {
            Sleep();
        }
        else if (what.SequenceEqual("text"u8))
        {
            Text();
        }
        else if (what.SequenceEqual("panic"u8))
        {
            Console.Write("printing");
            Print();
        }

        return what.SequenceEqual("failure"u8) ? 1 : 0;
    }

    private static void Keys()
    {
        Console.WriteLine(Console.KeyAvailable ? "a key" : "no key");
        Console.WriteLine("type");
        int first = Console.Read();
        char second = Console.ReadKey().KeyChar;
        char third = Console.ReadKey(intercept: true).KeyChar;
        Console.WriteLine();
        Console.Write("read ");
        Console.Write(first);
        Console.Write(' ');
        Console.Write((int)second);
        Console.Write(' ');
        Console.WriteLine((int)third);
    }

    private static void Lines()
    {
        const int Count = 4;
        Span<byte> line = stackalloc byte[8];
        Console.WriteLine("type");
        for (int count = 0; count < Count; count++)
        {
            int length = Console.ReadLine(line);
            Console.Write("line of");
            foreach (byte character in line[..length])
            {
                Console.Write(' ');
                Console.Write((int)character);
            }

            Console.WriteLine();
        }
    }

    // What is left is looked at from outside.
    private static void Pins()
    {
        Console.Write("pins ");
        Console.WriteLine(GpioController.PinCount);
        GpioController.SetPinMode(17, PinMode.Output);
        GpioController.Write(17, PinValue.High);
        GpioController.SetPinMode(33, PinMode.InputPullUp);
        GpioController.SetPinMode(34, PinMode.InputPullDown);
        GpioController.SetPinMode(35, PinMode.Input);
        Console.WriteLine(GpioController.Read(17) == PinValue.High ? "17 is high" : "17 is low");
    }

    private static void Sleep()
    {
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(Milliseconds);
        long ticks = Stopwatch.GetTimestamp() - start;
        Console.Write("ticks ");
        Console.Write(ticks);
        Console.Write(" of ");
        Console.WriteLine(Stopwatch.Frequency);
    }

    private static void Text()
    {
        Console.WriteLine("grüße, 5 €, \U0001d11e, \ud834.");
        Console.WriteLine('ß');
        Console.WriteLine(long.MinValue);
        Console.WriteLine(ulong.MaxValue);
        Console.WriteLine(-1);
        Console.WriteLine(uint.MaxValue);
        Console.WriteLine(false);
        Console.WriteLine("a slice".AsSpan(2));
        Console.Write("open");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Print() => Environment.FailFast("out of paper");
}
