package magpie.engines.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.engines.node.Conversation;
import magpie.engines.node.EngineException;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Node;
import magpie.engines.node.NodeProcess;
import magpie.engines.node.Programs;
import magpie.engines.node.ServerKind;

/**
 * Cassandra, which only runs on JDK 17. What it acknowledged is on disk ({@code commitlog_sync: batch}; its default can
 * lose ten seconds). Nodes join one after another.
 */
public final class Cassandra implements ServerKind {
    private static final JavaEngine PROGRAM = new JavaEngine("cassandra", "5.0.9");
    private static final int JDK = 17;

    private static final String NODES = "nodes";
    private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};
    private static final int SUPPORTED = 6;

    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "java.rmi/sun.rmi.transport.tcp",
            "jdk.management/com.sun.management.internal");
    private static final List<String> EXPORTED = List.of(
            "java.base/jdk.internal.misc",
            "java.base/java.lang.ref",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc");

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public List<String> ports() {
        return List.of(CLIENTS, NODES);
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        Programs.jdk(JDK);
        PROGRAM.fetch(fetcher);
    }

    @Override
    public void setUp(Place place) throws IOException {
        Files.writeString(place.folder().resolve("cassandra.yaml"), yaml(place));
        Files.writeString(place.folder().resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%-5level %date [%thread] %logger{20} - %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }

    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xms448m", "-Xmx448m", "-Xss512k"));
        options.addAll(List.of("-XX:+PerfDisableSharedMem", "-XX:MaxDirectMemorySize=128m"));
        options.add("-Djdk.attach.allowAttachSelf=true");
        OPENED.forEach(open -> options.addAll(List.of("--add-opens", open + "=ALL-UNNAMED")));
        EXPORTED.forEach(export -> options.addAll(List.of("--add-exports", export + "=ALL-UNNAMED")));
        properties(place).forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.add("-Dlogback.configurationFile=" + place.folder().resolve("logback.xml"));
        List<String> command = PROGRAM.command(Programs.jdk(JDK), place, options);
        command.add("org.apache.cassandra.service.CassandraDaemon");
        return command;
    }

    @Override
    public void complete(List<Place> all) throws IOException, InterruptedException {
        new CassandraRoles(all.getFirst()).prepare();
    }

    @Override
    public void stopped(Place place) throws IOException, InterruptedException {
        PROGRAM.keepArchive(Programs.jdk(JDK), place);
    }

    @Override
    public boolean isSaved(Place place) {
        return true;
    }

    @Override
    public void save(Place place, Path folder) throws IOException {
        long pid = new NodeProcess(place.folder())
                .running()
                .orElseThrow(() -> new EngineException(place.node().name() + " does not run."))
                .pid();
        new CassandraSnapshot(pid, data(place)).save(folder);
    }

    @Override
    public void load(Place place, Path folder) throws IOException {
        CassandraSnapshot.load(folder, data(place));
    }

    private static Path data(Place place) {
        return place.folder().resolve("data");
    }

    private static Map<String, Object> properties(Place place) {
        return Map.of(
                "cassandra.config",
                place.folder().resolve("cassandra.yaml").toUri(),
                "cassandra.storagedir",
                place.folder().resolve("data"),
                "cassandra-foreground",
                "yes",
                "java.awt.headless",
                "true",
                "cassandra.ring_delay_ms",
                ringDelay(place),
                "cassandra.skip_wait_for_gossip_to_settle",
                0,
                "cassandra.superuser_setup_delay_ms",
                place.isAlone() ? 0 : 1_000, // it is tried again after that until most of the copies are there
                "cassandra.system_auth.default_rf",
                place.siblings().size(),
                "cassandra.auth_bcrypt_gensalt_log2_rounds", // few: the password is random, and each client waits
                4);
    }

    /**
     * How long it waits to hear of other nodes, in milliseconds. A returning node asks its seed first and the nodes it
     * knew only five seconds later; it gives up after twice this, and the seed may be away.
     */
    private static int ringDelay(Place place) {
        if (place.isAlone()) {
            return 100;
        }
        return Files.exists(place.folder().resolve("data")) ? 6_000 : 2_000;
    }

    /** Asks for its options in the native protocol, which it answers once it serves clients. */
    @Override
    public void check(Place place) throws IOException {
        try (Conversation cassandra = Conversation.with(place.node(), CLIENTS)) {
            cassandra.send(OPTIONS);
            byte[] head = cassandra.receive(OPTIONS.length);
            if (head.length < OPTIONS.length || head[4] != SUPPORTED) {
                throw new IOException("it does not say what it supports");
            }
        }
    }

    private static String yaml(Place place) {
        Node node = place.node();
        Path data = place.folder().resolve("data");
        return """
                cluster_name: magpie
                num_tokens: 16
                allocate_tokens_for_local_replication_factor: %d
                authenticator: PasswordAuthenticator
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%s"
                listen_address: %s
                rpc_address: %s
                storage_port: %d
                native_transport_port: %d
                start_native_transport: true
                commitlog_sync: batch
                commitlog_segment_size: 8MiB
                commitlog_total_space: 128MiB
                data_file_directories: ["%s"]
                commitlog_directory: "%s"
                saved_caches_directory: "%s"
                hints_directory: "%s"
                cdc_enabled: false
                concurrent_reads: 8
                concurrent_writes: 8
                concurrent_counter_writes: 8
                memtable_heap_space: 64MiB
                memtable_offheap_space: 64MiB
                memtable_allocation_type: offheap_objects
                file_cache_enabled: true
                file_cache_size: 32MiB
                networking_cache_size: 32MiB
                auto_snapshot: false
                """.formatted(
                        place.siblings().size(),
                        place.first().address(NODES),
                        node.host(),
                        node.host(),
                        node.port(NODES),
                        node.port(CLIENTS),
                        data.resolve("data"),
                        data.resolve("commitlog"),
                        data.resolve("saved_caches"),
                        data.resolve("hints"));
    }
}
