package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/** A gateway on loopback in front of a {@link TinyNetwork}. */
abstract class GatewayTest {
    final TinyNetwork network = new TinyNetwork();
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Gateway gateway;

    void start(Map<String, String> settings) {
        start(settings, new Edge("127.0.0.1", 0, true, null, null, 0));
    }

    void start(Map<String, String> settings, Edge edge) {
        gateway = (Gateway) new GatewayModule()
                .startEmbedded(Settings.of(settings).bind("gateway", GatewayConfig.class), network.context(edge));
    }

    @AfterEach
    void closeClient() {
        stop();
        http.close();
    }

    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String path, String token, String json) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").stringValue()).isNotEmpty();
        assertThat(problem.path("type").stringValue()).startsWith("urn:magpie:problem:");
    }
}
