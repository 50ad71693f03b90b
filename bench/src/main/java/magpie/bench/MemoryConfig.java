package magpie.bench;

import magpie.kit.config.Setting;

/** What {@code bench memory} does. */
record MemoryConfig(
        @Setting(value = "10000", min = 100, max = 1_000_000, help = "active readers")
        int readers,

        @Setting(value = "1", help = "of everything random") long seed) {}
