package magpie.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server of several processes, by their admin ports. */
class ServerTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer one;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        one = serving(() -> "fan-out is at " + Math.min(asked.incrementAndGet(), 3) + " of posts");
        other = serving(() -> "gateway is at 7 of users");
    }

    @AfterEach
    void stop() {
        one.stop(0);
        other.stop(0);
    }

    private static HttpServer serving(Supplier<String> settled) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/admin/settle", settled);
        answer(server, "/metrics", () -> "magpie_feed_deliveries_total 5.0\n");
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, Supplier<String> text) {
        server.createContext(path, exchange -> {
            byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static Part part(HttpServer server) {
        return new Part("p" + server.getAddress().getPort(), 0, new Admin(server.getAddress(), "token"));
    }

    private Server server(Part... parts) {
        return new Server(one.getAddress(), new Admin(one.getAddress(), "token"), List.of(parts), "");
    }

    @Test
    void itHasSettledWhenAWholeRoundMovedNothing() throws IOException {
        server(part(one), part(other), new Part("kafka-1", 0, null)).settle();
        assertThat(asked.get()).isEqualTo(4);
    }

    @Test
    void oneProcessKnowsItselfThatItHasSettled() throws IOException {
        server(part(one)).settle();
        assertThat(asked.get()).isEqualTo(1);
    }

    @Test
    void itCountsWhatAllItsProcessesCounted() throws IOException {
        assertThat(server(part(one), part(other)).metrics().counter("magpie_feed_deliveries"))
                .isEqualTo(10);
    }

    @Test
    void whatOfItAGoalIsSetForIsCountedApart() {
        assertThat(part(one).isProduct()).isTrue();
        assertThat(new Part("redis-1", 0, null).isProduct()).isTrue();
        assertThat(new Part("cassandra-1", 0, null).isProduct()).isFalse();
    }
}
