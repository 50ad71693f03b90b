package magpie.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of the network, signed in or a visitor. Every verb is a request of the public API that must succeed: it throws
 * {@link UnexpectedAnswerException} if it does not, and {@link NoAnswerException} if no answer came.
 */
public final class Person {
    /** The default password of test accounts. Everybody knows it: only for test networks. */
    public static final String PASSWORD = "a long walk in the rain";

    private final Network network;
    private final String username;
    private final @Nullable String id;
    private final @Nullable String token;
    private final @Nullable String refreshToken;

    private Person(
            Network network,
            String username,
            @Nullable String id,
            @Nullable String token,
            @Nullable String refreshToken) {
        this.network = network;
        this.username = username;
        this.id = id;
        this.token = token;
        this.refreshToken = refreshToken;
    }

    /** For test networks: signs somebody up by name alone, with an address at example.org and {@link #PASSWORD}. */
    public static Person register(Network network, String username) {
        return register(network, username, username + "@example.org", PASSWORD);
    }

    /** Signs somebody up. */
    public static Person register(Network network, String username, String email, String password) {
        Answer answer = visitor(network)
                .send("POST", "/v1/users", Map.of("username", username, "email", email, "password", password))
                .expect(201);
        return of(network, answer);
    }

    /** Signs somebody in, by username or e-mail address. */
    public static Person signIn(Network network, String login, String password) {
        Answer answer = visitor(network)
                .send("POST", "/v1/sessions", Map.of("login", login, "password", password))
                .expect(201);
        return of(network, answer);
    }

    /** Somebody without a token. */
    public static Person visitor(Network network) {
        return new Person(network, "", null, null, null);
    }

    /** Somebody whose account and token come from elsewhere. */
    public static Person known(Network network, String username, String id, String token) {
        return new Person(network, username, id, token, null);
    }

    /** The person named in the answer of a sign-up, sign-in or refresh. */
    public static Person of(Network network, Answer answer) {
        return new Person(
                network,
                answer.text("/user/username"),
                answer.text("/user/id"),
                answer.text("/accessToken"),
                answer.text("/refreshToken"));
    }

    /** The same person with another token. */
    public Person withToken(String other) {
        return new Person(network, username, id, other, refreshToken);
    }

    /** The name of the account; empty for a visitor. */
    public String username() {
        return username;
    }

    /** The id of the account. */
    public String id() {
        return Objects.requireNonNull(id, "a visitor has no id");
    }

    /** The access token. */
    public String token() {
        return Objects.requireNonNull(token, "a visitor has no token");
    }

    /** The refresh token, which can be exchanged once for a new access token. */
    public String refreshToken() {
        return Objects.requireNonNull(refreshToken, "a visitor has no token");
    }

    // Each of these must succeed.

    /** Publishes a post; its id. */
    public String posts(String text) {
        return send("POST", "/v1/posts", Map.of("text", text)).expect(201).text("/id");
    }

    /** Answers a post; the reply's id. */
    public String replies(String postId, String text) {
        return send("POST", "/v1/posts", Map.of("text", text, "replyToId", postId))
                .expect(201)
                .text("/id");
    }

    /** Follows somebody. */
    public Answer follows(Person other) {
        return put("/v1/users/" + other.id() + "/follow").expect(200);
    }

    /** Unfollows somebody. */
    public Answer unfollows(Person other) {
        return delete("/v1/users/" + other.id() + "/follow").expect(200);
    }

    /** Blocks somebody. */
    public Answer blocks(Person other) {
        return put("/v1/users/" + other.id() + "/block").expect(200);
    }

    /** Mutes somebody. */
    public Answer mutes(Person other) {
        return put("/v1/users/" + other.id() + "/mute").expect(200);
    }

    /** Likes a post. */
    public Answer likes(String postId) {
        return put("/v1/posts/" + postId + "/like").expect(200);
    }

    /** Reposts a post. */
    public Answer reposts(String postId) {
        return put("/v1/posts/" + postId + "/repost").expect(200);
    }

    /** Deletes a post of their own. */
    public void deletes(String postId) {
        delete("/v1/posts/" + postId).expect(204);
    }

    /** The posts on the first page of the home feed. */
    public List<String> feed() {
        return get("/v1/feed?limit=100")
                .expect(200)
                .items(item -> item.at("/post/id").asString());
    }

    /** The texts of the first page of the home feed. */
    public List<String> feedTexts() {
        return get("/v1/feed?limit=100")
                .expect(200)
                .items(item -> item.at("/post/text").asString());
    }

    /** All of a list of posts or feed items, page by page. */
    public List<String> all(String path, int limit, String pointer) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            Answer page = get(path + (path.contains("?") ? "&" : "?") + "limit=" + limit
                            + (cursor == null ? "" : "&cursor=" + cursor))
                    .expect(200);
            found.addAll(page.items(item -> item.at(pointer).asString()));
            cursor = page.json().at("/nextCursor").isNull() ? null : page.text("/nextCursor");
        } while (cursor != null);
        return found;
    }

    // For requests without a verb above: the answer may be a refusal.

    /** Reads what is at a path, which begins with {@code /v1}. */
    public Answer get(String path) {
        return send("GET", path, null);
    }

    /** Puts something at a path, without a body. */
    public Answer put(String path) {
        return send("PUT", path, null);
    }

    /** Deletes what is at a path. */
    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends any request; a body that is not text is written as JSON. */
    public Answer send(String method, String path, @Nullable Object body) {
        return send(method, path, body, Map.of());
    }

    /** Sends any request, with additional headers. */
    public Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        if (token != null) {
            all.putIfAbsent("Authorization", "Bearer " + token);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(network.url() + path))
                .timeout(network.patience())
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        body instanceof String text ? text : Json.MAPPER.writeValueAsString(body)));
        all.forEach(request::header);
        try {
            return network.answered(new Answer(
                    Waits.of(() -> network.http().send(request.build(), HttpResponse.BodyHandlers.ofString()))));
        } catch (IOException e) {
            throw new NoAnswerException(method + " " + path, e);
        }
    }
}
