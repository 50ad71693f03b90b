package magpie.bench;

import java.time.Duration;
import magpie.kit.config.Setting;

/** What {@code bench soak} does. */
record SoakConfig(
        @Setting(value = "24", min = 1, max = 10_000, help = "minutes of the mix")
        int minutes,

        @Setting(value = "0", max = 1_000_000, help = "requests a second of the mix; 0: half of what a probe finds")
        int rate,

        @Setting(value = "30", min = 1, max = 3_600, help = "seconds of the warm-up")
        int warmUp,

        @Setting(value = "10", min = 1, max = 3_600, help = "seconds between two samples")
        int every) {

    Duration length() {
        return Duration.ofMinutes(minutes);
    }

    int samples() {
        return (int) Math.ceilDiv(length().toSeconds(), (long) every);
    }
}
