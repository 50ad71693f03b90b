package magpie.feed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.feed.window.SharedIndex.Look;
import magpie.feed.window.Slice;
import magpie.feed.window.Window;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows in a full Redis: a private one, with little memory and the policy of {@code ./magpie engines}. */
@Tag("engines")
class EvictionTest {
    private static final int WINDOW = 800;
    private static final long OLDEST = Ids.floor(System.currentTimeMillis());
    private static final int READERS = 200;
    private static final int TRIES = 20;

    private Process server;
    private Redis redis;
    private RedisIndex index;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        String port = Integer.toString(freePort());
        server = new ProcessBuilder("redis-server", "--bind", "127.0.0.1", "--port", port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .directory(folder.toFile())
                .start();
        Settings settings = Settings.of(Map.of("redis.addresses", "127.0.0.1:" + port));
        EngineAccess engines = EngineAccess.of(settings, List.of(RedisConfig.class));
        redis = Redis.open(engines, "test", new SimpleMeterRegistry());
        redis.call(client -> client.configSet("save", ""));
        redis.call(client -> client.configSet("maxmemory", "10mb"));
        redis.call(client -> client.configSet("maxmemory-policy", "volatile-lru"));
        index = new RedisIndex(redis, WINDOW, Duration.ofDays(30));
    }

    @AfterEach
    void stop() throws InterruptedException {
        redis.close();
        server.destroyForcibly().waitFor();
    }

    /** Ten megabytes hold some eighty of two hundred windows: Redis evicts whole ones, which can be rebuilt. */
    @Test
    void aWindowIsThereWholeOrNotAtAll() {
        LongStream.rangeClosed(1, READERS).forEach(this::build);
        List<Look> looks =
                LongStream.rangeClosed(1, READERS).mapToObj(this::look).toList();
        assertThat(looks).filteredOn(Look::filled).isNotEmpty().allSatisfy(look -> {
            assertThat(look.entries().size()).isEqualTo(WINDOW);
            assertThat(look.entries().floor()).isEqualTo(OLDEST);
        });
        assertThat(looks).filteredOn(look -> !look.filled()).isNotEmpty();

        long[] all = LongStream.rangeClosed(1, READERS).toArray();
        long there = looks.stream().filter(Look::filled).count();
        assertThat(index.deliver(all, OLDEST + WINDOW + 1, 1)).isBetween(1, (int) there);

        long gone = LongStream.rangeClosed(1, READERS)
                .filter(reader -> !look(reader).filled())
                .findFirst()
                .orElseThrow();
        build(gone);
        assertThat(look(gone).entries().size()).isEqualTo(WINDOW);
    }

    private void build(long reader) {
        long[] ids = LongStream.rangeClosed(1, WINDOW)
                .map(i -> OLDEST + WINDOW + 1 - i)
                .toArray();
        Window window = index.window(reader);
        boolean built = false;
        for (int tries = 0; !built && tries < TRIES; tries++) {
            built = window.complete(window.begin(), new Slice(ids, ids, WINDOW, OLDEST), 1);
        }
        assertThat(built).isTrue(); // a building may be evicted like a window, and then starts over
    }

    private Look look(long reader) {
        return index.look(reader, Limits.NEWEST, WINDOW);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
