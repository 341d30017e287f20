using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Which entries boot arguments leave out: alt.skip and alt.only.</summary>
[Trait("Area", "Capabilities")]
public class SelectionTests
{
    [Theory]
    [InlineData("", "0 1 2 3 4 5 6 7 8 9")]
    [InlineData("alt.skip=3", "0 1 2 4 5 6 7 8 9")]
    [InlineData("alt.skip=3,7-9", "0 1 2 4 5 6")]
    [InlineData("alt.only=0,2-2,9", "0 2 9")]
    [InlineData("alt.only=1-5 alt.skip=2-3", "1 4 5")]
    [InlineData("alt.skip=0-9", "")]
    public void Skip_and_only_select_by_index(string arguments, string expected)
    {
        AltSelection selection = AltSelection.Parse<ArgumentErrors>(new BootArguments(Bytes(arguments)), 10);
        List<int> selected = [];
        for (int i = 0; i < 10; i++)
        {
            if (selection.Selects(i))
            {
                selected.Add(i);
            }
        }

        Assert.Empty(ArgumentErrors.Take());
        Assert.Equal(expected, string.Join(' ', selected));
    }

    [Theory]
    [InlineData("alt.skip=", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip", AltErrorCode.IllegalSelection)]
    [InlineData("alt.only=", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=3,", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=,3", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=3,,4", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=a", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=7-3", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=-3", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=3-", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=1-2-3", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=99999999999", AltErrorCode.IllegalSelection)]
    [InlineData("alt.skip=10", AltErrorCode.SelectionOutsideTable)]
    [InlineData("alt.only=0-10", AltErrorCode.SelectionOutsideTable)]
    public void An_illegal_selection_is_named_and_ignored(string argument, AltErrorCode expected)
    {
        AltSelection selection = AltSelection.Parse<ArgumentErrors>(new BootArguments(Bytes(argument)), 10);

        Assert.Equal([$"{expected} {argument}"], ArgumentErrors.Take());
        Assert.True(selection.Selects(3));
    }

    [Fact]
    public void The_second_selection_of_a_kind_is_named_and_ignored()
    {
        AltSelection selection = AltSelection.Parse<ArgumentErrors>(new BootArguments("alt.only=1 alt.only=2"u8), 10);

        Assert.Equal(["RepeatedSelection alt.only=2"], ArgumentErrors.Take());
        Assert.Equal((true, false), (selection.Selects(1), selection.Selects(2)));
    }

    [Fact]
    public void Any_set_of_indexes_can_be_selected() => Gen.Int[0, 99].HashSet[1, 20].Sample(indexes =>
    {
        string text = "alt.only=" + string.Join(',', indexes);
        AltSelection selection = AltSelection.Parse<ArgumentErrors>(new BootArguments(Bytes(text)), 100);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(indexes.Contains(i), selection.Selects(i));
        }
    });

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
