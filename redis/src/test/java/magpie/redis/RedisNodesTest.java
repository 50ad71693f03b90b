package magpie.redis;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import magpie.kit.StartException;
import org.junit.jupiter.api.Test;

class RedisNodesTest {
    @Test
    void anOldServerIsRefusedInOneLine() {
        assertThatThrownBy(
                        () -> RedisNodes.checkVersion("# Server\r\nredis_version:6.2.14\r\nredis_mode:standalone\r\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Redis is version 6.2.14 (expected: 7 or newer)")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> RedisNodes.checkVersion("# Server\r\n")).isInstanceOf(StartException.class);
    }

    @Test
    void aNewEnoughServerIsTaken() {
        assertThatNoException().isThrownBy(() -> RedisNodes.checkVersion("redis_version:7.0.15\r\n"));
        assertThatNoException().isThrownBy(() -> RedisNodes.checkVersion("redis_version:10.0.0\r\n"));
    }
}
