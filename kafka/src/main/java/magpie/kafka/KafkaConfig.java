package magpie.kafka;

import java.time.Duration;
import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.engines.EngineSettings;

/** Where Kafka is, and how the event log uses it; the settings' part {@code kafka}. */
@EngineSettings(part = "kafka", passwords = "kafka")
public record KafkaConfig(
        @Setting(
                value = "127.0.0.1:9092",
                form = Form.ADDRESS,
                help = "addresses of Kafka 4: some brokers, which name the others")
        List<String> addresses,

        @Setting(value = "magpie", help = "who Magpie is in Kafka, by SASL/PLAIN, where there is a password for it")
        String user,

        @Setting(value = "", help = "what the names of its topics and groups begin with")
        String prefix,

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
