using System.Collections.Generic;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Media.Tests;

/// <summary>The commands of qemu/media, as make calls them.</summary>
internal static class MediaCommand
{
    /// <summary>Runs qemu/media/NAME.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="variables">What is asked for, as make would pass it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<CommandResult> RunAsync(string name, Dictionary<string, string> variables, params string[] arguments) =>
        Command.RunAsync(Repository.Root, Repository.PathOf("qemu", "media", name), arguments, variables);
}
