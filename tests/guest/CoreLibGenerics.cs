using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Guest;

/// <summary>What ILC resolves at build time: generics over structs, static abstract members, virtual and interface methods.</summary>
// SAFETY: function pointers to methods here, of the type that is called.
internal static unsafe class CoreLibGenerics
{
    private interface IPolygon
    {
        static abstract int Sides(int count);

        static virtual int Corners(int count) => 2 * count;
    }

    private interface INumbered
    {
        int Number { get; }
    }

    public static void Run()
    {
        Check.Group("generics"u8);
        Check.That("static abstract"u8, Sum<Square>(Check.Opaque(3)) == 12 + 6);
        Check.That("static virtual, overridden"u8, Sum<Triangle>(Check.Opaque(3)) == 9 + 200);
        Check.That("constrained to an interface"u8,
            Larger(Check.Opaque(3), 4) == 4 && Larger(Check.Opaque((byte)9), (byte)2) == 9 && Larger(Check.Opaque(-1L), 1L) == 1);
        Check.That("interface of a struct"u8, NumberOf(new Numbered(Check.Opaque(5))) == 5);
        Check.That("typeof folds"u8, KindOf<byte>() == 1 && KindOf<int>() == 2 && KindOf<long>() == 0);
        Check.That("default"u8, DefaultOf<int>() == 0 && DefaultOf<string>() == null && DefaultOf<Numbered>().Number == 0);

        Counted<byte>.Count += 2;
        Counted<int>.Count += 30;
        Check.That(
            "static fields of each instantiation"u8, Counted<byte>.Count == 3 && Counted<int>.Count == 31 && Counted<long>.Count == 1);

        VirtualMethods();
        FunctionPointers();
    }

    private static void VirtualMethods()
    {
        Animal cat = Check.Opaque(Animals.Cat);
        Animal bird = Check.Opaque(Animals.Bird);

        Check.That("virtual methods"u8, Describe(cat) == 42 && Describe(bird) == 23);
        Check.That("type test of a sealed class"u8, cat is Cat && bird is not Cat && Check.Opaque<Animal>(null) is not Cat);
        Check.That("interface with two implementations"u8, NumberAt(Check.Opaque(0)) == 10 && NumberAt(Check.Opaque(1)) == 20);
    }

    private static void FunctionPointers()
    {
        delegate*<int, int> add = Check.Opaque(1) == 1 ? &AddOne : &AddTwo;
        delegate*<int, int> other = Check.Opaque(1) == 2 ? &AddOne : &AddTwo;

        Check.That("function pointers"u8, add(4) == 5 && other(4) == 6);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Sum<T>(int count)
        where T : struct, IPolygon => T.Sides(count) + T.Corners(count);

    private static T Larger<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) >= 0 ? left : right;

    private static int NumberOf<T>(T value)
        where T : struct, INumbered => value.Number;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int KindOf<T>() => typeof(T) == typeof(byte) ? 1 : typeof(T) == typeof(int) ? 2 : 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T DefaultOf<T>() => default;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Describe(Animal animal) => (animal.Legs * 10) + animal.Eyes;

    private static int NumberAt(int index) => (index == 0 ? Numbers.First : Numbers.Second).Number;

    private static int AddOne(int number) => number + 1;

    private static int AddTwo(int number) => number + 2;

    private struct Square : IPolygon
    {
        public static int Sides(int count) => 4 * count;
    }

    private struct Triangle : IPolygon
    {
        public static int Sides(int count) => 3 * count;

        public static int Corners(int count) => 200;
    }

    private readonly struct Numbered(int number) : INumbered
    {
        public int Number => number;
    }

    private static class Counted<T>
    {
        public static int Count = 1;
    }

    private static class Animals
    {
        public static readonly Animal Cat = new Cat();
        public static readonly Animal Bird = new Bird();
    }

    private static class Numbers
    {
        public static readonly INumbered First = new Ten();
        public static readonly INumbered Second = new Twenty();
    }

    private abstract class Animal
    {
        public abstract int Legs { get; }

        public virtual int Eyes => 2;
    }

    private sealed class Cat : Animal
    {
        public override int Legs => 4;
    }

    private sealed class Bird : Animal
    {
        public override int Legs => 2;

        public override int Eyes => 3;
    }

    private sealed class Ten : INumbered
    {
        public int Number => 10;
    }

    private sealed class Twenty : INumbered
    {
        public int Number => 20;
    }
}
