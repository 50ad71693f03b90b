package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.engines.Engines;
import magpie.engines.Forwarder;
import magpie.tests.ClusterSecret;
import magpie.tests.program.RealInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process that finds no engine at startup logs so once for each, is not ready, and carries on as they appear. */
@Tag("engines")
@Timeout(240)
class EnginesAwayTest {
    private static final Map<String, String> NAMES = Map.of(
            "postgres", "PostgreSQL", "neo4j", "Neo4j", "cassandra", "Cassandra", "kafka", "Kafka", "redis", "Redis");
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<Forwarder> networks = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Forwarder network : networks) {
            network.close();
        }
    }

    @Test
    void eachEngineIsWaitedForAndToldOfOnce() throws Exception {
        try (ServerProcess process = RealInstance.spawn(folder.resolve("data"), flags())) {
            await(process, () -> waiting(process).has("Kafka"));
            assertThat(process.health().path("ready").asBoolean()).isFalse();
            assertThat(waiting(process).path("Kafka").asString()).isEqualTo("127.0.0.1:" + ports.get("kafka"));

            connect("kafka");
            await(
                    process,
                    () -> waiting(process).size() == 4 && !waiting(process).has("Kafka"));
            for (String engine : List.of("redis", "postgres", "neo4j", "cassandra")) {
                connect(engine);
            }
            await(process, () -> waiting(process).isEmpty());

            process.awaitReady();
            assertThat(process.health().path("ready").asBoolean()).isTrue();
            Person.register(process, "ana" + System.nanoTime() % 1_000_000_000);
            toldOnce(process.output());
        }
    }

    /** And drivers log nothing in addition. */
    private static void toldOnce(String output) {
        List<String> warnings = output.lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
        assertThat(warnings).hasSize(NAMES.size());
        for (String name : NAMES.values()) {
            assertThat(warnings)
                    .filteredOn(line -> line.contains(name + " at 127.0.0.1:"))
                    .singleElement()
                    .asString()
                    .contains("cannot be used yet", "trying until it can");
            assertThat(output.lines())
                    .filteredOn(line -> line.contains(name + " at 127.0.0.1:") && line.endsWith("can be used"))
                    .hasSize(1);
        }
    }

    private String[] flags() throws IOException {
        Path config = folder.resolve("magpie.conf");
        StringBuilder text = new StringBuilder("profile = cluster\n");
        for (String engine : NAMES.keySet()) {
            ports.put(engine, Forwarder.freePort());
            text.append(engine + ".addresses = 127.0.0.1:" + ports.get(engine) + "\n");
        }
        Map<String, String> real = Engines.required("postgres").settings();
        for (String setting : List.of("cassandra.user", "kafka.user", "engines.secrets")) {
            text.append(setting + " = " + real.get(setting) + "\n");
        }
        Files.writeString(config, text);
        return new String[] {
            "--config",
            config.toString(),
            "--secret-file",
            ClusterSecret.in(folder).toString()
        };
    }

    private void connect(String engine) throws IOException {
        networks.add(new Forwarder(
                ports.get(engine), Engines.required(engine).addresses().getFirst()));
    }

    private static JsonNode waiting(ServerProcess process) {
        return process.health().path("waiting");
    }

    private static void await(ServerProcess process, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!isSo(condition)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as(process.output())
                    .isTrue();
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** The admin port takes a moment to appear. */
    private static boolean isSo(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
