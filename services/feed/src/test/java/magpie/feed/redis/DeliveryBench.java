package magpie.feed.redis;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import magpie.api.Ids;
import magpie.feed.window.Slice;
import magpie.feed.window.Window;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;

/**
 * Measures the CPU cost of a delivery into Redis, there and here, trimming included: full windows, steps of followers
 * who are all active. Run by hand on a Redis that nobody else uses, with {@code host:port}, and {@code packed} for
 * packed windows. Prints a table.
 */
final class DeliveryBench {
    private static final int WINDOW = 800;
    private static final int READERS = 2_000;
    private static final int FOLLOWERS = 1_000;
    private static final int WARM_UP = 400;
    private static final int ACTIVITIES = 1_000;

    private final Redis redis;
    private final RedisIndex index;
    private final Random random = new Random(1);
    private long activity = Ids.floor(System.currentTimeMillis());

    private DeliveryBench(Redis redis) {
        this.redis = redis;
        this.index = new RedisIndex(redis, WINDOW, Duration.ofDays(1));
    }

    public static void main(String[] arguments) {
        Settings settings = Settings.of(Map.of("redis.addresses", arguments[0]));
        EngineAccess engines = EngineAccess.of(settings, List.of(RedisConfig.class));
        try (Redis redis = Redis.open(engines, "bench", new SimpleMeterRegistry())) {
            boolean packed = arguments.length > 1 && arguments[1].equals("packed");
            redis.call(client -> client.configSet("zset-max-listpack-entries", packed ? "1024" : "128"));
            redis.call(client -> client.flushDB());
            new DeliveryBench(redis).run(packed);
        }
    }

    private void run(boolean packed) {
        for (int reader = 1; reader <= READERS; reader++) {
            fill(reader);
        }
        long bytes = Long.parseLong(info("memory", "used_memory:"));
        System.out.printf(
                "%s, %d readers, %,d bytes each%n", packed ? "packed" : "skip lists", READERS, bytes / READERS);
        deliver(WARM_UP);
        double here = hereSeconds();
        double there = thereSeconds();
        long began = System.nanoTime();
        long delivered = deliver(ACTIVITIES);
        double seconds = (System.nanoTime() - began) / 1e9;
        here = (hereSeconds() - here) / delivered * 1e6;
        there = (thereSeconds() - there) / delivered * 1e6;
        System.out.printf(
                "%,d deliveries: here %.2f µs + Redis %.2f µs = %.2f µs of CPU each; %,.0f/s%n",
                delivered, here, there, here + there, delivered / seconds);
    }

    private void fill(long reader) {
        long[] ids = new long[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            ids[WINDOW - 1 - i] = next();
        }
        Window window = index.window(reader);
        window.complete(window.begin(), new Slice(ids, ids, WINDOW, ids[WINDOW - 1] - 1), 1);
    }

    private long deliver(int activities) {
        long delivered = 0;
        for (int i = 0; i < activities; i++) {
            long[] followers = new long[FOLLOWERS];
            int first = random.nextInt(READERS);
            for (int follower = 0; follower < FOLLOWERS; follower++) {
                followers[follower] = 1 + (first + 7L * follower) % READERS;
            }
            long id = next();
            delivered += index.deliver(followers, id, id);
        }
        return delivered;
    }

    private long next() {
        activity += 3L << Ids.TIME_SHIFT;
        return activity;
    }

    private static double hereSeconds() {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }

    private double thereSeconds() {
        return Double.parseDouble(info("cpu", "used_cpu_user:")) + Double.parseDouble(info("cpu", "used_cpu_sys:"));
    }

    private String info(String section, String name) {
        return redis.call(client -> client.info(section))
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }
}
