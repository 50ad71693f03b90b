package magpie.engines.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.Programs;
import magpie.engines.node.ServerKind;
import magpie.kit.files.PrivateFiles;

/**
 * Redis: a cache without persistence, because its contents can be rebuilt; when it is full it evicts the least recently
 * used windows. In a set of three the second and third are replicas of the first, until the sentinels promote another
 * master.
 */
public final class Redis implements ServerKind {
    private static final String MASTER = "master";

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        program();
    }

    static Path program() throws IOException, InterruptedException {
        return Programs.command("redis-server", "redis-server");
    }

    /** Redis and the sentinels rewrite their settings when the master changes, so they are written once. */
    @Override
    public void setUp(Place place) throws IOException {
        Node node = place.node();
        Path settings = settings(place);
        if (Files.exists(settings)) {
            return;
        }
        Path data = Files.createDirectories(place.folder().resolve("data"));
        String secret = place.set().secret();
        String text = """
                bind %s
                port %d
                replica-announce-ip %s
                dir %s
                requirepass %s
                masterauth %s
                appendonly no
                save ""
                maxmemory 1gb
                maxmemory-policy volatile-lru
                repl-diskless-sync-delay 0
                """.formatted(node.host(), node.port(CLIENTS), node.host(), data, secret, secret);
        String replica =
                "replicaof " + place.first().host() + " " + place.first().port(CLIENTS) + "\n";
        PrivateFiles.write(settings, place.isFirst() ? text : text + replica);
    }

    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program().toString(), settings(place).toString()));
        otherMaster(place).ifPresent(master -> {
            command.addAll(List.of("--replicaof", master.host(), Integer.toString(master.port(CLIENTS))));
        });
        return command;
    }

    /**
     * A master that was away may have been replaced, so it asks before it serves stale data: the sentinels, who tell
     * one another within two seconds, and its siblings, who know it at once.
     */
    private static Optional<Node> otherMaster(Place place) {
        List<Node> others = place.siblings().stream()
                .filter(node -> !node.equals(place.node()))
                .toList();
        List<Sentinel.Master> masters = Sentinel.masters(place.set());
        return others.stream()
                .filter(node -> masters.stream().anyMatch(master -> master.is(node)))
                .findFirst()
                .or(() -> others.stream().filter(node -> isMaster(place, node)).findFirst());
    }

    private static boolean isMaster(Place place, Node node) {
        try {
            return role(place, node).equals(MASTER);
        } catch (IOException e) {
            return false; // it does not run
        }
    }

    @Override
    public void check(Place place) throws IOException {
        try (Conversation redis = signedIn(place.set(), place.node())) {
            redis.send("PING\r\n");
            redis.expect("+PONG\r\n");
        }
    }

    @Override
    public String role(Place place) throws IOException {
        return place.isAlone() ? "" : role(place, place.node());
    }

    private static String role(Place place, Node node) throws IOException {
        try (Conversation redis = signedIn(place.set(), node)) {
            redis.send("INFO replication\r\n");
            redis.line(); // the length of the answer
            redis.line(); // its heading
            return redis.line().contains(MASTER) ? MASTER : "replica";
        }
    }

    /** Connects to one of these nodes, or a sentinel, with the password. */
    static Conversation signedIn(Layout set, Node node) throws IOException {
        Conversation redis = Conversation.with(node, CLIENTS);
        try {
            redis.send("AUTH " + set.secret() + "\r\n");
            redis.expect("+OK\r\n");
            return redis;
        } catch (IOException e) {
            redis.close();
            throw e;
        }
    }

    private static Path settings(Place place) {
        return place.folder().resolve("redis.conf");
    }
}
