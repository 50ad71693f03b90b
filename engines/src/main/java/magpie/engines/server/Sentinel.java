package magpie.engines.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.files.PrivateFiles;

/** The three sentinels that agree on the Redis master, and promote another one when it is lost. */
public final class Sentinel implements ServerKind {
    /** The sentinels' name for the Redis that they watch. */
    static final String MASTER = "magpie";

    private static final String NAME = "sentinel";
    private static final int QUORUM = 2;

    @Override
    public String name() {
        return NAME;
    }

    /** Sentinels search for the master once, at their start. */
    @Override
    public int turn() {
        return 1;
    }

    @Override
    public String partOf() {
        return "redis";
    }

    @Override
    public int nodes(int asked) {
        return asked > 1 ? asked : 0;
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        Redis.program();
    }

    /** It stores what it knows in its settings, so they are written once. */
    @Override
    public void setUp(Place place) throws IOException {
        Node node = place.node();
        Path settings = settings(place);
        if (Files.exists(settings)) {
            return;
        }
        Node master = place.set().of("redis").getFirst();
        Path data = Files.createDirectories(place.folder().resolve("data"));
        PrivateFiles.write(settings, """
                bind %s
                port %d
                dir %s
                requirepass %s
                sentinel announce-ip %s
                sentinel announce-port %d
                sentinel monitor %s %s %d %d
                sentinel auth-pass %s %s
                sentinel down-after-milliseconds %s 2000
                sentinel failover-timeout %s 10000
                """.formatted(
                        node.host(),
                        node.port(CLIENTS),
                        data,
                        place.set().secret(),
                        node.host(),
                        node.port(CLIENTS),
                        MASTER,
                        master.host(),
                        master.port(CLIENTS),
                        QUORUM,
                        MASTER,
                        place.set().secret(),
                        MASTER,
                        MASTER));
    }

    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        return List.of(Redis.program().toString(), settings(place).toString(), "--sentinel");
    }

    @Override
    public boolean oneByOne() {
        return false;
    }

    @Override
    public void check(Place place) throws IOException {
        try (Conversation sentinel = Redis.signedIn(place.set(), place.node())) {
            sentinel.send("PING\r\n");
            sentinel.expect("+PONG\r\n");
        }
    }

    /** A Redis master's address. */
    record Master(String host, int port) {
        boolean is(Node node) {
            return node.host().equals(host) && node.port(CLIENTS) == port;
        }
    }

    /** The master according to each sentinel that answers. */
    static List<Master> masters(Layout set) {
        return set.of(NAME).stream().flatMap(node -> master(set, node).stream()).toList();
    }

    private static Optional<Master> master(Layout set, Node node) {
        try (Conversation sentinel = Redis.signedIn(set, node)) {
            sentinel.send("SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER + "\r\n");
            sentinel.expect("*2\r\n");
            sentinel.line();
            String host = sentinel.line();
            sentinel.line();
            return Optional.of(new Master(host, Integer.parseInt(sentinel.line())));
        } catch (IOException e) {
            return Optional.empty(); // it does not run, or knows none
        }
    }

    private static Path settings(Place place) {
        return place.folder().resolve("sentinel.conf");
    }
}
