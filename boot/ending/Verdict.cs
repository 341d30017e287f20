namespace BareMetal.Boot.Ending;

/// <summary>
/// How a boot ended: the code a host sees, and the last line on the console. 0 is success; 1 and 2 are left to QEMU and
/// to shells, 64 and above to scripts.
/// </summary>
internal enum Verdict
{
    Pass = 0,
    Exception = 3,
    NestedException = 4,
    StackOverflow = 5,
    IndexOutOfRange = 6,
    Overflow = 7,
    DivideByZero = 8,
    NullReference = 9,
    InvalidProgram = 10,
    FailFast = 11,
    BadArgument = 12,
    StackSmashed = 13,
    MemoryMap = 17,
    Protection = 18,
    Alternatives = 20,
    SiteCheck = 21,
    Program = 30,
}
