package magpie.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Redis: a cache that writes everything down, so that a restart loses a second at most. In a set of three the second
 * and the third are replicas of the first, until the sentinels make another one the master.
 */
final class Redis implements Engine {
    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int nodes(int asked) {
        return asked;
    }

    @Override
    public List<String> ports() {
        return List.of(CLIENTS);
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        program();
    }

    static Path program() throws IOException, InterruptedException {
        return Programs.command("redis-server", "redis-server");
    }

    /** Redis and the sentinels write in its settings who is the master now, so they are written once. */
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
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory 256mb
                maxmemory-policy noeviction
                repl-diskless-sync-delay 0
                """.formatted(node.host(), node.port(CLIENTS), node.host(), data, secret, secret);
        String replica =
                "replicaof " + place.first().host() + " " + place.first().port(CLIENTS) + "\n";
        PrivateFile.write(settings, place.isFirst() ? text : text + replica);
    }

    /** A master that was away may have been replaced: it asks before it serves anybody what is old. */
    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program().toString(), settings(place).toString()));
        Optional<Sentinel.Master> master = Sentinel.master(place.set());
        if (master.isPresent() && !master.get().is(place.node())) {
            command.addAll(List.of(
                    "--replicaof",
                    master.get().host(),
                    Integer.toString(master.get().port())));
        }
        return command;
    }

    @Override
    public void check(Place place) throws IOException {
        try (Conversation redis = signedIn(place)) {
            redis.send("PING\r\n");
            redis.expect("+PONG\r\n");
        }
    }

    @Override
    public String role(Place place) throws IOException {
        if (place.isAlone()) {
            return "";
        }
        try (Conversation redis = signedIn(place)) {
            redis.send("INFO replication\r\n");
            redis.line(); // how long the answer is
            redis.line(); // its heading
            return redis.line().contains("master") ? "master" : "replica";
        }
    }

    private static Conversation signedIn(Place place) throws IOException {
        Conversation redis = Conversation.with(place.node(), CLIENTS);
        try {
            redis.send("AUTH " + place.set().secret() + "\r\n");
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
