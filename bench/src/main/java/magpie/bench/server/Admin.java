package magpie.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.bench.http.HttpConnection;
import magpie.bench.http.Reply;
import magpie.bench.http.WrongAnswerException;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The admin port of a server's process.
 *
 * @param address where it is
 * @param token the token for its commands
 */
public record Admin(InetSocketAddress address, String token) {
    private static final int TRIES = 10;
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(15);
    private static final int AWAY = 503;

    /** The port that a process names in its {@code admin.json}. */
    static Admin in(Path file) throws IOException {
        JsonNode instance = Json.MAPPER.readTree(Files.readString(file));
        return new Admin(
                new InetSocketAddress("127.0.0.1", instance.path("port").asInt()),
                instance.path("token").asString());
    }

    /** Accounts with these names, in the same order, made if they do not exist. They have no tokens. */
    public List<Account> make(List<String> usernames) throws IOException {
        return provision(usernames, true);
    }

    /** Accounts with these names and tokens. */
    public List<Account> signIn(List<String> usernames) throws IOException {
        return provision(usernames, false);
    }

    /**
     * Makes each first account follow the second; returns how many follows the last try added. A store that has just
     * started may need several tries.
     */
    int follow(List<List<String>> pairs) throws IOException {
        String body = Json.MAPPER.writeValueAsString(Map.of("follows", pairs));
        Answer answer = command("follow", body);
        for (int tried = 1; answer.status() == AWAY && tried < TRIES; tried++) {
            answer = command("follow", body);
        }
        return Json.MAPPER.readTree(well("follow", answer)).path("made").asInt();
    }

    /** Nobody has a password: the tokens come with the accounts. */
    private List<Account> provision(List<String> usernames, boolean tokenless) throws IOException {
        String body = Json.MAPPER.writeValueAsString(Map.of("usernames", usernames, "tokenless", tokenless));
        JsonNode entries = Json.MAPPER
                .readTree(well("provision", command("provision", body)))
                .path("accounts");
        List<Account> accounts = new ArrayList<>();
        for (JsonNode entry : entries) {
            accounts.add(Account.of(
                    entry.path("id").asString(), entry.path("accessToken").asString()));
        }
        return accounts;
    }

    /**
     * Waits until every consumer of this process has caught up; the server itself gives up after a minute, this does
     * not. Returns the position of each.
     */
    String settle() throws IOException {
        long start = System.nanoTime();
        Answer answer = command("settle", "");
        while (answer.status() == AWAY && System.nanoTime() - start < SETTLE_LIMIT.toNanos()) {
            answer = command("settle", "");
        }
        return well("settle", answer);
    }

    Metrics metrics() throws IOException {
        return Metrics.of(well("metrics", send("GET", "/metrics", "")));
    }

    private record Answer(int status, String text) {}

    private Answer command(String name, String body) throws IOException {
        return send("POST", "/admin/" + name, body);
    }

    private Answer send(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + address.getHostString()
                + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        try (HttpConnection connection = new HttpConnection(address)) {
            Reply reply = connection.exchange(head.getBytes(StandardCharsets.US_ASCII), bytes);
            return new Answer(reply.status(), reply.text());
        }
    }

    private static String well(String what, Answer answer) throws WrongAnswerException {
        if (answer.status() != 200) {
            throw new WrongAnswerException(what + " on the admin port: " + answer.status() + " " + answer.text());
        }
        return answer.text();
    }

    @Override
    public String toString() {
        return "Admin[" + address + "]";
    }
}
