package magpie.kafka;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.kit.StartException;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.junit.jupiter.api.Test;

class BrokersTest {
    private static final List<String> ADDRESSES = List.of("127.0.0.1:9092");

    /** Kafka 3.9 supports metadata versions up to 21; one with ZooKeeper has none. */
    @Test
    void anOldServerIsRefusedInOneLine() {
        assertThatThrownBy(() -> Brokers.checkVersion(new SupportedVersionRange((short) 1, (short) 21), ADDRESSES))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("older than 4")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> Brokers.checkVersion(null, ADDRESSES)).isInstanceOf(StartException.class);
    }

    @Test
    void aNewEnoughServerIsTaken() {
        assertThatNoException()
                .isThrownBy(() -> Brokers.checkVersion(new SupportedVersionRange((short) 7, (short) 25), ADDRESSES));
    }
}
