using BareMetal.Testing;

internal static class Tests
{
    private static Ring s_ring;

    [Test]
    private static void An_empty_ring_gives_nothing()
    {
        s_ring.Initialize();
        Assert.False(s_ring.TryDequeue(out _));
    }

    [Test]
    private static void Values_come_out_in_order_also_after_many_turns()
    {
        s_ring = default;
        s_ring.Initialize();
        ulong next = 0;
        for (ulong value = 0; value < 10 * Ring.Capacity; value++)
        {
            Assert.True(s_ring.TryEnqueue(value));
            if (value % 3 != 0)
            {
                Assert.True(s_ring.TryDequeue(out ulong first));
                Assert.Equal(next++, first);
            }

            while (value - next > Ring.Capacity / 2 && value > next)
            {
                Assert.True(s_ring.TryDequeue(out ulong first));
                Assert.Equal(next++, first);
            }
        }
    }

    [Test]
    private static void A_full_ring_takes_nothing_and_loses_nothing()
    {
        s_ring = default;
        s_ring.Initialize();
        for (ulong value = 0; value < Ring.Capacity; value++)
        {
            Assert.True(s_ring.TryEnqueue(value));
        }

        Assert.False(s_ring.TryEnqueue(1));
        for (ulong value = 0; value < Ring.Capacity; value++)
        {
            Assert.True(s_ring.TryDequeue(out ulong first));
            Assert.Equal(value, first);
        }
    }
}
