package magpie.bench;

import magpie.kit.config.Setting;

/** What {@code bench memory} does. */
record MemoryConfig(
        @Setting(value = "10000", min = 100, max = 1_000_000, help = "active readers")
        int readers,

        @Setting(value = "60", min = 1, max = 3_600, help = "seconds without a request in which CPU is measured")
        int idleSeconds,

        @Setting(value = "1", help = "of everything random") long seed) {}
