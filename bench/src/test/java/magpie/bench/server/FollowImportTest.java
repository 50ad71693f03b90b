package magpie.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import magpie.bench.report.Progress;
import magpie.bench.server.FollowImport.Follow;
import magpie.kit.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Follows on their way to an admin port. */
class FollowImportTest {
    private final Queue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/admin/follow", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode follows = Json.MAPPER
                    .readTree(exchange.getRequestBody().readAllBytes())
                    .path("follows");
            bodies.add(follows);
            byte[] answer = ("{\"made\":" + follows.size() + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private int run(int count) throws IOException, InterruptedException {
        return new FollowImport(new Admin(server.getAddress(), "token"), 5_000)
                .run(count, i -> new Follow(Account.of("1" + i, ""), Account.of("2" + i, "")), Progress.silent());
    }

    @Test
    void everyFollowIsSentOnceInRequestsThatTheServerTakes() throws Exception {
        assertThat(run(12_345)).isEqualTo(12_345);
        assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body.size()).isLessThanOrEqualTo(5_000));
        assertThat(bodies.stream().flatMap(JsonNode::valueStream).distinct()).hasSize(12_345);
        assertThat(bodies.stream().flatMap(JsonNode::valueStream))
                .contains(Json.MAPPER.readTree("[\"112344\",\"212344\"]"));
    }

    @Test
    void anIncompleteNetworkIsNone() {
        status = 503;
        assertThatThrownBy(() -> run(5_001)).isInstanceOf(IOException.class).hasMessageContaining("503");
    }
}
