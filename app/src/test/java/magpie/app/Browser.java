package magpie.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/** Somebody at the public API, or at the admin port. */
public final class Browser {
    private final HttpClient client =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final int port;

    public Browser(int port) {
        this.port = port;
    }

    /** One signed-in person. */
    public record Person(String id, String token) {}

    public Person register(String name) {
        HttpResponse<String> made = send(
                "POST",
                "/v1/users",
                "",
                Map.of("username", name, "email", name + "@example.org", "password", "kestrel over the dunes"));
        JsonNode body = Json.MAPPER.readTree(made.body());
        return new Person(
                body.path("user").path("id").asString(),
                body.path("accessToken").asString());
    }

    public JsonNode json(String method, String path, Person person, Map<String, String> body) {
        return Json.MAPPER.readTree(send(method, path, person.token(), body).body());
    }

    public HttpResponse<String> send(String method, String path, String token, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.equals(Map.of())
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
