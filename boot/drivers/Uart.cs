using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BareMetal.Boot.Drivers;

/// <summary>
/// The UART drivers that there are, and calls of the one of a kind. All are direct: ilc lays out no table of methods at build time.
/// </summary>
internal static class Uart
{
    /// <summary>
    /// The <c>compatible</c> of a driver: its kinds count from 1, and the first without one comes after the last. Empty for no
    /// driver.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ReadOnlySpan<byte> Compatible(UartKind kind)
    {
        CompatibleCall call = default;
        Dispatch(kind, ref call);
        return call.Text;
    }

    /// <summary>How many bytes of registers are mapped.</summary>
    public static ulong RegisterBytes(UartKind kind)
    {
        RegisterBytesCall call = default;
        Dispatch(kind, ref call);
        return call.Bytes;
    }

    /// <inheritdoc cref="IUart.Initialize"/>
    public static void Initialize(UartKind kind, ulong registers, uint clock, uint baud)
    {
        InitializeCall call = new(registers, clock, baud);
        Dispatch(kind, ref call);
    }

    /// <inheritdoc cref="IUart.Send"/>
    public static void Send(UartKind kind, ulong registers, byte value)
    {
        SendCall call = new(registers, value);
        Dispatch(kind, ref call);
    }

    /// <inheritdoc cref="IUart.TryReceive"/>
    public static bool TryReceive(UartKind kind, ulong registers, out byte value)
    {
        ReceiveCall call = new(registers);
        Dispatch(kind, ref call);
        value = call.Value;
        return call.HasValue;
    }

    /// <inheritdoc cref="IUart.Drain"/>
    public static void Drain(UartKind kind, ulong registers)
    {
        DrainCall call = new(registers);
        Dispatch(kind, ref call);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Dispatch<TCall>(UartKind kind, ref TCall call)
        where TCall : struct, IUartCall
    {
        switch (kind)
        {
            case Pl011.Kind:
                call.Call<Pl011>();
                break;
            case MiniUart.Kind:
                call.Call<MiniUart>();
                break;
        }
    }

    // SAFETY: the text is a literal, which never moves: see IUart.Compatible.
    private unsafe struct CompatibleCall : IUartCall
    {
        private byte* _text;
        private int _length;

        public readonly ReadOnlySpan<byte> Text => new(_text, _length);

        public void Call<TUart>()
            where TUart : struct, IUart
        {
            _text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(TUart.Compatible));
            _length = TUart.Compatible.Length;
        }
    }

    private struct RegisterBytesCall : IUartCall
    {
        public ulong Bytes { get; private set; }

        public void Call<TUart>()
            where TUart : struct, IUart => Bytes = TUart.RegisterBytes;
    }

    private readonly struct InitializeCall(ulong registers, uint clock, uint baud) : IUartCall
    {
        public void Call<TUart>()
            where TUart : struct, IUart => TUart.Initialize(registers, clock, baud);
    }

    private readonly struct SendCall(ulong registers, byte value) : IUartCall
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Call<TUart>()
            where TUart : struct, IUart => TUart.Send(registers, value);
    }

    private struct ReceiveCall(ulong registers) : IUartCall
    {
        private readonly ulong _registers = registers;
        private byte _value;

        public readonly byte Value => _value;

        public bool HasValue { get; private set; }

        public void Call<TUart>()
            where TUart : struct, IUart => HasValue = TUart.TryReceive(_registers, out _value);
    }

    private readonly struct DrainCall(ulong registers) : IUartCall
    {
        public void Call<TUart>()
            where TUart : struct, IUart => TUart.Drain(registers);
    }
}
