namespace BareMetal.Boot;

/// <summary>When something happened for the first time. Up to then a probe that only calls <see cref="Mark"/> has cost nothing.</summary>
internal static class FirstMoment
{
    private static bool s_isMarked;
    private static uint s_count;

    /// <summary>The count of instructions then, or <paramref name="otherwise"/> where it never happened.</summary>
    public static uint Or(uint otherwise) => s_isMarked ? s_count : otherwise;

    public static void Forget() => s_isMarked = false;

    public static void Mark()
    {
        if (!s_isMarked)
        {
            s_count = InstructionCounter.Read();
            s_isMarked = true;
        }
    }
}
