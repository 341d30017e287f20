using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Text with a probe that is told before each access.</summary>
internal readonly struct ProbedMemory<TMem, TProbe> : ICodeMemory
    where TMem : struct, ICodeMemory
    where TProbe : struct, IProbe
{
    public static uint Read(CodeAddress address)
    {
        TProbe.On(CodeEvent.Read);
        return TMem.Read(address);
    }

    public static AliasAddress Alias(CodeAddress address) => TMem.Alias(address);

    public static void Write(AliasAddress address, uint instruction)
    {
        TProbe.On(CodeEvent.Write);
        TMem.Write(address, instruction);
    }

    public static void CleanLine(CodeAddress line)
    {
        TProbe.On(CodeEvent.CleanLine);
        TMem.CleanLine(line);
    }

    public static void InvalidateInstructionCache()
    {
        TProbe.On(CodeEvent.InvalidateInstructionCache);
        TMem.InvalidateInstructionCache();
    }

    public static void DataBarrier()
    {
        TProbe.On(CodeEvent.DataBarrier);
        TMem.DataBarrier();
    }

    public static void ContextSynchronize()
    {
        TProbe.On(CodeEvent.ContextSynchronize);
        TMem.ContextSynchronize();
    }
}
