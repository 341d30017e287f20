namespace BareMetal.Boot.Drivers;

/// <summary>One call of a driver, with its arguments and results, so that the drivers are listed once: <see cref="Uart"/>.</summary>
internal interface IUartCall
{
    void Call<TUart>()
        where TUart : struct, IUart;
}
