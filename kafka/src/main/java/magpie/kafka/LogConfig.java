package magpie.kafka;

import java.time.Duration;
import magpie.kit.config.Setting;

/** How the event log uses Kafka; the settings' part {@code log}. */
public record LogConfig(
        @Setting(
                value = "12",
                min = 1,
                max = 1_000,
                help = "partitions of a topic that is made: as many instances of one role can share it; never changed")
        int partitions,

        @Setting(value = "7d", min = 60, help = "how long Kafka keeps events")
        Duration retention,

        @Setting(
                value = "10s",
                min = 6,
                max = 300,
                help = "how long an instance may be silent before others get its share")
        Duration sessionTimeout) {}
