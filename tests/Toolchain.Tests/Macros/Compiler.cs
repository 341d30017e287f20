namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>The two compilers and assemblers that the macros are for, by the command that runs them.</summary>
internal static class Compiler
{
    public const string Gcc = "aarch64-linux-gnu-gcc";
    public const string Clang = "clang-19";

    /// <summary>What makes the command compile for AArch64, without what a hosted compiler adds of its own.</summary>
    public static string[] TargetOptions(string compiler) =>
        compiler == Clang ? ["--target=aarch64-linux-gnu"] : ["-fno-asynchronous-unwind-tables"];
}
