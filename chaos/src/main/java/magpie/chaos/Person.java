package magpie.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the network: signed in, or nobody in particular. Every deed is a request of the public API. */
public final class Person {
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

    public static Person register(Network network, String username) {
        Answer answer = visitor(network)
                .send(
                        "POST",
                        "/v1/users",
                        Map.of("username", username, "email", username + "@example.org", "password", PASSWORD))
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

    /** Whoever an answer of sign-up, sign-in or refresh speaks of. */
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

    public String username() {
        return username;
    }

    public String id() {
        return Objects.requireNonNull(id, "a visitor has no id");
    }

    public String token() {
        return Objects.requireNonNull(token, "a visitor has no token");
    }

    public String refreshToken() {
        return Objects.requireNonNull(refreshToken, "a visitor has no token");
    }

    // Deeds, each of which must succeed.

    public String posts(String text) {
        return send("POST", "/v1/posts", Map.of("text", text)).expect(201).text("/id");
    }

    public String replies(String postId, String text) {
        return send("POST", "/v1/posts", Map.of("text", text, "replyToId", postId))
                .expect(201)
                .text("/id");
    }

    public Answer follows(Person other) {
        return put("/v1/users/" + other.id() + "/follow").expect(200);
    }

    public Answer unfollows(Person other) {
        return delete("/v1/users/" + other.id() + "/follow").expect(200);
    }

    public Answer blocks(Person other) {
        return put("/v1/users/" + other.id() + "/block").expect(200);
    }

    public Answer mutes(Person other) {
        return put("/v1/users/" + other.id() + "/mute").expect(200);
    }

    public Answer likes(String postId) {
        return put("/v1/posts/" + postId + "/like").expect(200);
    }

    public Answer reposts(String postId) {
        return put("/v1/posts/" + postId + "/repost").expect(200);
    }

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

    // The plumbing, for whatever has no verb above.

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer put(String path) {
        return send("PUT", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, @Nullable Object body) {
        return send(method, path, body, Map.of());
    }

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
            return network.answered(
                    new Answer(network.http().send(request.build(), HttpResponse.BodyHandlers.ofString())));
        } catch (IOException e) {
            throw new NoAnswerException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, e);
        }
    }
}
