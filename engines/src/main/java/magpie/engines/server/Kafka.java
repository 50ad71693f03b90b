package magpie.engines.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.files.PrivateFiles;

/** Kafka in KRaft mode: every node is broker and controller. In a set of three a write is on at least two nodes. */
public final class Kafka implements ServerKind {
    private static final JavaEngine PROGRAM = new JavaEngine("kafka", "4.3.1");
    private static final String USER = Home.USER;

    private static final String CONTROLLER = "controller";
    private static final int HEADER = 14;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<String> ports() {
        return List.of(CLIENTS, CONTROLLER);
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        PROGRAM.fetch(fetcher);
    }

    @Override
    public void setUp(Place place) throws IOException, InterruptedException {
        PrivateFiles.write(place.folder().resolve("server.properties"), properties(place));
        Files.writeString(place.folder().resolve("log4j2.yaml"), """
                Configuration:
                  Appenders: {Console: {name: out, PatternLayout: {pattern: "%d %p %m (%c{1})%n"}}}
                  Loggers: {Root: {level: INFO, AppenderRef: {ref: out}}}
                """);
        if (!Files.exists(place.folder().resolve("data/meta.properties"))) {
            PROGRAM.run(
                    place,
                    List.of("-Xmx128m", log(place)),
                    List.of(
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            place.set().id(),
                            "-c",
                            config(place)));
        }
    }

    @Override
    public List<String> command(Place place) throws IOException {
        List<String> command = PROGRAM.command(JavaEngine.ownJdk(), place, List.of("-Xms256m", "-Xmx256m", log(place)));
        command.addAll(List.of("kafka.Kafka", config(place)));
        return command;
    }

    @Override
    public void stopped(Place place) throws IOException {
        PROGRAM.keepArchive(JavaEngine.ownJdk(), place);
    }

    /** No node serves clients before a majority has elected a leader. */
    @Override
    public boolean oneByOne() {
        return false;
    }

    /** Asks for the API versions (ApiVersions, version 0), which it answers as soon as it serves clients. */
    @Override
    public void check(Place place) throws IOException {
        try (Conversation kafka = Conversation.with(place.node(), CLIENTS)) {
            ByteBuffer request = ByteBuffer.allocate(HEADER);
            request.putInt(HEADER - Integer.BYTES).putShort((short) 18).putShort((short) 0);
            request.putInt(1).putShort((short) -1);
            kafka.send(request.array());
            ByteBuffer answer = ByteBuffer.wrap(kafka.receive(10));
            if (answer.remaining() < 10 || answer.getShort(8) != 0) {
                throw new IOException("it does not say what it can do");
            }
        }
    }

    private static String log(Place place) {
        return "-Dlog4j2.configurationFile=" + place.folder().resolve("log4j2.yaml");
    }

    private static String config(Place place) {
        return place.folder().resolve("server.properties").toString();
    }

    private static String properties(Place place) {
        Node node = place.node();
        int copies = place.siblings().size();
        String voters = place.siblings().stream()
                .map(other -> other.number() + "@" + other.address(CONTROLLER))
                .collect(Collectors.joining(","));
        return """
                process.roles=broker,controller
                node.id=%d
                controller.quorum.voters=%s
                listeners=CLIENTS://%s,CONTROLLER://%s
                advertised.listeners=CLIENTS://%s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                inter.broker.listener.name=CLIENTS
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.inter.broker.protocol=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.clients.plain.sasl.jaas.config=%s
                listener.name.controller.plain.sasl.jaas.config=%s
                log.dirs=%s
                num.partitions=3
                default.replication.factor=%d
                min.insync.replicas=%d
                offsets.topic.replication.factor=%d
                offsets.topic.num.partitions=6
                transaction.state.log.replication.factor=%d
                transaction.state.log.min.isr=%d
                transaction.state.log.num.partitions=6
                share.coordinator.state.topic.replication.factor=%d
                share.coordinator.state.topic.min.isr=%d
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=16777216
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                auto.create.topics.enable=false
                """.formatted(
                        node.number(),
                        voters,
                        node.address(CLIENTS),
                        node.address(CONTROLLER),
                        node.address(CLIENTS),
                        login(place),
                        login(place),
                        place.folder().resolve("data"),
                        copies,
                        inSync(copies),
                        copies,
                        copies,
                        inSync(copies),
                        copies,
                        inSync(copies));
    }

    /** Its login for the other nodes, and the one client user with the password of the set. */
    private static String login(Place place) {
        String secret = place.set().secret();
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + secret + "\" user_" + USER + "=\"" + secret + "\";";
    }

    private static int inSync(int copies) {
        return copies > 1 ? copies - 1 : 1;
    }
}
