using System;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;
using Internal.Runtime.CompilerHelpers;

namespace BareMetal.Devices;

/// <summary>
/// The pins of a Raspberry Pi 3 or 4 by their GPIO numbers, in the words of .NET's System.Device.Gpio. On a machine without such pins
/// <see cref="PinCount"/> is 0, nothing is ever touched, and everything else is a panic that says so.
/// </summary>
public static class GpioController
{
    private static ulong s_registers;

    /// <summary>How many pins there are, numbered from 0. GPIO 14 and 15 may be the console's.</summary>
    public static int PinCount =>
        ThisMachine.Board.Gpio == 0 ? 0 : ThisMachine.Board.HasBcm2711Gpio ? BcmGpio.PinCount2711 : BcmGpio.PinCount2835;

    /// <summary>Chooses what a pin does. One that becomes an output drives what was written to it last.</summary>
    public static void SetPinMode(int pinNumber, PinMode mode)
    {
        ulong registers = RegistersOf(pinNumber);
        if ((uint)mode > (uint)PinMode.InputPullUp)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        if (mode == PinMode.Output)
        {
            BcmGpio.SelectFunction(registers, pinNumber, BcmGpio.Output);
            return;
        }

        BcmGpio.SelectFunction(registers, pinNumber, BcmGpio.Input);
        BcmGpio.SelectPull(
            registers, ThisMachine.Board.HasBcm2711Gpio, pinNumber, up: mode == PinMode.InputPullUp, down: mode == PinMode.InputPullDown);
    }

    /// <summary>Drives an output.</summary>
    public static void Write(int pinNumber, PinValue value) => BcmGpio.Drive(RegistersOf(pinNumber), pinNumber, value != PinValue.Low);

    /// <summary>The level that a pin has, whatever it does.</summary>
    public static PinValue Read(int pinNumber) => BcmGpio.IsHigh(RegistersOf(pinNumber), pinNumber) ? PinValue.High : PinValue.Low;

    // VA; mapped when it is first asked for.
    private static ulong RegistersOf(int pinNumber)
    {
        if (PinCount == 0)
        {
            Environment.FailFast("GPIO: this machine has no pins that are known; GpioController.PinCount says so");
        }

        if ((uint)pinNumber >= (uint)PinCount)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        if (s_registers == 0 && PhysicalWindow.MapDevice(ThisMachine.Board.Gpio, BcmGpio.RegisterBytes, out s_registers) != MapError.None)
        {
            s_registers = 0;
            Environment.FailFast("GPIO: its registers can't be mapped");
        }

        return s_registers;
    }
}
