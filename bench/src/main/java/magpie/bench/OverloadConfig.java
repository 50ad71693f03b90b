package magpie.bench;

import java.time.Duration;
import magpie.kit.config.Setting;

/** What {@code bench overload} does. */
record OverloadConfig(
        @Setting(value = "3", min = 1, max = 100, help = "how many times what the server can do is asked of it")
        int factor,

        @Setting(value = "20", min = 1, max = 3_600, help = "seconds of that")
        int seconds,

        @Setting(value = "20", min = 5, max = 3_600, help = "seconds of a third of what it can do, before and after")
        int calmSeconds,

        @Setting(value = "10", min = 1, max = 3_600, help = "seconds of the warm-up")
        int warmUp,

        @Setting(value = "0", max = 1_000_000, help = "requests a second that it can do; 0: what a probe finds")
        int saturation,

        @Setting(value = "512", min = 1, max = 10_000, help = "connections of the overload")
        int overloadConnections) {

    Duration surge() {
        return Duration.ofSeconds(seconds);
    }

    Duration calm() {
        return Duration.ofSeconds(calmSeconds);
    }
}
