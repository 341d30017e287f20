namespace BareMetal.Boot;

/// <summary>Looks on while the patcher works. What it doesn't care for must cost nothing: the compiler then leaves it out.</summary>
internal interface IProbe
{
    static abstract void On(CodeEvent happened);
}
