package magpie.bench.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import magpie.bench.drive.Drive;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Request;
import magpie.bench.http.HttpConnection;
import magpie.bench.http.Reply;
import magpie.bench.http.ShedException;
import magpie.bench.http.WrongAnswerException;
import magpie.bench.server.Account;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The part of the public API that the load uses. Each answer's status and outline are checked, which costs next to
 * nothing; every 64th page is checked completely. Thread-safe.
 */
final class Api implements Drive.Action {
    private static final int CHECK_EVERY = 64;
    /** How far into a body its outline extends. */
    private static final int OUTLINE = 256;

    private static final byte[] ITEMS = bytes("\"items\":[");
    private static final byte[] ID = bytes("\"id\":\"");
    private static final byte[] FEED = bytes("GET /v1/feed?limit=20 HTTP/1.1\r\n");
    private static final byte[] PUBLISH = bytes("POST /v1/posts HTTP/1.1\r\nContent-Type: application/json\r\n");
    private static final byte[] GET_USER = bytes("GET /v1/users/");
    private static final byte[] POSTS = bytes("/posts?limit=20 HTTP/1.1\r\n");
    private static final byte[] GZIP = bytes("Accept-Encoding: gzip\r\n");
    private static final byte[] BROWSER = bytes("Accept-Encoding: gzip, deflate, br, zstd\r\n");
    private static final byte[] NO_HEADER = {};
    private static final byte[] END = bytes("\r\n");

    private final Population people;
    private final byte[] host;
    private final String run;
    private final long seed;
    private final AtomicLong posts = new AtomicLong();

    /**
     * Prepares the requests.
     *
     * @param run a word unique to this run on the server: it makes idempotency keys new
     */
    Api(InetSocketAddress address, Population people, String run, long seed) {
        this.people = people;
        this.host = bytes("Host: " + address.getHostString() + ":" + address.getPort() + "\r\n");
        this.run = run;
        this.seed = seed;
    }

    @Override
    public int make(HttpConnection connection, Request request, long index) throws IOException {
        return switch (request.kind()) {
            case FEED -> outlined(feed(connection, people.account(request.actor()), NO_HEADER), index);
            case FEED_GZIP -> compressed(feed(connection, people.account(request.actor()), GZIP), index);
            case FEED_BROWSER -> compressed(feed(connection, people.account(request.actor()), BROWSER), index);
            case TIMELINE -> outlined(timeline(connection, request.actor(), request.target()), index);
            case PUBLISH -> done(publish(connection, people.account(request.actor())), 201, ID);
        };
    }

    /** Reads a feed and counts its posts. */
    int countFeed(HttpConnection connection, int reader) throws IOException {
        return counted(feed(connection, people.account(reader), NO_HEADER));
    }

    /** Whether a post is on the first page of a feed. */
    boolean shows(HttpConnection connection, Account reader, byte[] postId) throws IOException {
        Reply reply = feed(connection, reader, NO_HEADER);
        outlined(reply, 1);
        return reply.has(postId, reply.length());
    }

    /** Publishes; returns the post's id as it is written in a page that shows it. */
    byte[] publishAndName(HttpConnection connection, Account author) throws IOException {
        Reply reply = publish(connection, author);
        done(reply, 201, ID);
        return bytes("\"id\":\"" + Json.MAPPER.readTree(reply.text()).path("id").asString() + "\"");
    }

    private Reply feed(HttpConnection connection, Account reader, byte[] header) throws IOException {
        return connection.exchange(FEED, host, header, reader.authorization(), END);
    }

    private Reply timeline(HttpConnection connection, int reader, int author) throws IOException {
        return connection.exchange(
                GET_USER,
                people.account(author).id(),
                POSTS,
                host,
                people.account(reader).authorization(),
                END);
    }

    private Reply publish(HttpConnection connection, Account author) throws IOException {
        long number = posts.getAndIncrement();
        byte[] body = bytes("{\"text\":\"" + Texts.of(Plan.dice(seed, number), number) + "\"}");
        byte[] rest =
                bytes("Idempotency-Key: " + run + "-" + number + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        return connection.exchange(PUBLISH, host, author.authorization(), rest, body);
    }

    private static int outlined(Reply reply, long index) throws WrongAnswerException {
        if (index % CHECK_EVERY == 0) {
            return counted(reply);
        }
        if (reply.status() != 200 || !reply.has(ITEMS, OUTLINE) || !reply.endsWith('}')) {
            throw wrong(reply);
        }
        return -1;
    }

    /** Checks that it was compressed and, for a sample, the contents. */
    private static int compressed(Reply reply, long index) throws IOException {
        if (reply.status() != 200 || !(reply.isZstd() || reply.isGzip())) {
            throw wrong(reply);
        }
        return index % CHECK_EVERY == 0 ? counted(reply.uncompressed()) : -1;
    }

    private static int counted(Reply reply) throws WrongAnswerException {
        try {
            JsonNode page = reply.status() == 200 ? Json.MAPPER.readTree(reply.text()) : Json.MAPPER.missingNode();
            JsonNode items = page.path("items");
            if (!items.isArray() || !page.has("nextCursor") || !wholePosts(items)) {
                throw wrong(reply);
            }
            return items.size();
        } catch (JacksonException e) {
            throw wrong(reply);
        }
    }

    private static boolean wholePosts(JsonNode items) {
        for (JsonNode item : items) {
            JsonNode post = item.path("post");
            if (!post.path("id").isString() || !post.path("author").has("username") || !post.has("text")) {
                return false;
            }
        }
        return true;
    }

    private static int done(Reply reply, int status, byte[] outline) throws WrongAnswerException {
        if (reply.status() != status || !reply.has(outline, OUTLINE)) {
            throw wrong(reply);
        }
        return -1;
    }

    private static WrongAnswerException wrong(Reply reply) {
        if (reply.status() == 503 && reply.retryAfter()) {
            return new ShedException();
        }
        String text = reply.text();
        return new WrongAnswerException(reply.status() + " " + text.substring(0, Math.min(300, text.length())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
