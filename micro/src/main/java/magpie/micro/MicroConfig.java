package magpie.micro;

import magpie.kit.config.Setting;

/**
 * What {@code bench micro} runs.
 *
 * @param only a part of the names of the benchmarks to run
 * @param forks how many JVMs, one after the other
 * @param seconds of each warm-up and each measurement
 * @param iterations of both, in each fork
 */
public record MicroConfig(
        @Setting(value = "", help = "only benchmarks whose names have this, for example timeline")
        String only,

        @Setting(value = "2", max = 100, help = "JVMs for each benchmark, one after the other; 0: in this one")
        int forks,

        @Setting(value = "1", min = 1, max = 600, help = "seconds of each warm-up and each measurement")
        int seconds,

        @Setting(value = "5", min = 1, max = 100, help = "warm-ups and measurements in each JVM")
        int iterations) {}
