package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** A set of three: one node is lost, another takes its place, and the lost one comes back as a replica. */
@Tag("engines")
class ReplicationTest {
    private Rig rig;

    @BeforeEach
    void make() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void remove() throws Exception {
        rig.remove();
    }

    @Test
    void aPromotionKeepsWhatWasAcknowledgedAndDropsWhatWasNot() throws Exception {
        rig.run("up", "--nodes", "3", "--only", "postgres");
        rig.sql("postgres-1", "CREATE TABLE bird (name text)");
        rig.sql("postgres-1", "INSERT INTO bird VALUES ('magpie')");
        rig.set.process("postgres-2").kill();
        rig.set.process("postgres-3").kill();
        rig.sql("postgres-1", "SET synchronous_commit = local; INSERT INTO bird VALUES ('cuckoo')");
        rig.set.process("postgres-1").kill();

        rig.run("promote", "postgres");
        String primary = rig.role("postgres-2").equals("primary") ? "postgres-2" : "postgres-3";
        assertThat(rig.role(primary)).isEqualTo("primary");
        rig.sql(primary, "INSERT INTO bird VALUES ('raven')");

        rig.run("restart", "postgres-1");
        Rig.await(() -> rig.role("postgres-1").equals("standby"));
        rig.sql(primary, "INSERT INTO bird VALUES ('crow')");
        for (String node : new String[] {"postgres-1", "postgres-2", "postgres-3"}) {
            Rig.await(() -> rig.sql(node, "SELECT string_agg(name, ' ' ORDER BY name) FROM bird")
                    .equals("crow magpie raven"));
        }
    }

    @Test
    void oneStandbyThatIsLostStopsNothing() throws Exception {
        rig.run("up", "--nodes", "3", "--only", "postgres");
        rig.set.process("postgres-3").kill();
        rig.sql("postgres-1", "CREATE TABLE bird (name text)");
        assertThat(rig.sql("postgres-2", "SELECT setting FROM pg_settings WHERE name = 'synchronous_standby_names'"))
                .isEqualTo("ANY 1 (postgres_1, postgres_3)");

        assertThat(rig.status("promote", "postgres-1")).isEqualTo(1);
        rig.run("promote", "postgres-2");
        assertThat(rig.role("postgres-2")).isEqualTo("primary");
        Rig.await(() -> rig.role("postgres-1").equals("standby"));
        Rig.await(() -> rig.role("postgres-3").equals("standby"));
    }

    /** Connects like a service, which finds the master through the sentinels. */
    private Redis client() throws Exception {
        Settings settings = Settings.of(rig.home.settings(rig.set.existing()));
        EngineAccess engines = EngineAccess.of(settings, List.of(RedisConfig.class));
        return Redis.open(engines, "test", new SimpleMeterRegistry());
    }

    /** The first successful answer: while the master is away, and until the breaker has closed again, there is none. */
    private static String answered(Redis client, Function<? super UnifiedJedis, String> commands) throws Exception {
        AtomicReference<String> answer = new AtomicReference<>();
        Rig.await(() -> {
            try {
                answer.set(client.call(commands));
                return true;
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                return false;
            }
        });
        return answer.get();
    }

    @Test
    void aMasterThatIsLostIsReplacedAndComesBackAsAReplica() throws Exception {
        rig.run("up", "--nodes", "3", "--only", "redis");
        assertThat(rig.role("redis-1")).isEqualTo("master");
        rig.redis("redis-1", "SET bird magpie");
        Rig.await(() -> rig.redis("redis-2", "GET bird").equals("magpie"));
        try (Redis client = client()) {
            client.call(redis -> redis.set("bird", "raven"));
            Rig.await(() -> rig.redis("redis-2", "GET bird").equals("raven"));
            rig.set.process("redis-1").kill();
            assertThat(answered(client, redis -> redis.set("bird", "magpie"))).isEqualTo("OK");
            assertThat(answered(client, redis -> redis.get("bird"))).isEqualTo("magpie");
        }
        assertThat(rig.role("redis-2") + rig.role("redis-3")).contains("master");
        rig.run("restart", "redis-1");
        assertThat(rig.role("redis-1")).isEqualTo("replica");
        Rig.await(() -> rig.redis("redis-1", "GET bird").equals("magpie"));
    }
}
