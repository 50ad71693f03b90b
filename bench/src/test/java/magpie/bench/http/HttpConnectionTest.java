package magpie.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a real server of the JDK's. */
class HttpConnectionTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Integer> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/echo", exchange -> answer(exchange, 200, true));
        server.createContext("/chunks", exchange -> answer(exchange, 201, false));
        server.createContext("/once", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, true);
        });
        server.createContext("/silence", this::keepSilent);
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void answersWithLengthAndInChunksComeOverOneConnection() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress())) {
            for (int i = 0; i < 50; i++) {
                String body = "körper " + "x".repeat(i * 997);
                Reply plain = post(connection, "/echo", body);
                assertThat(plain.status()).isEqualTo(200);
                assertThat(plain.text()).isEqualTo(body);
                Reply chunked = post(connection, "/chunks", body);
                assertThat(chunked.status()).isEqualTo(201);
                assertThat(chunked.text()).isEqualTo(body);
            }
        }
        assertThat(clients).hasSize(1);
    }

    @Test
    void aConnectionThatTheServerEndsIsOpenedAgain() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress())) {
            assertThat(post(connection, "/once", "a").text()).isEqualTo("a");
            assertThat(post(connection, "/echo", "b").text()).isEqualTo("b");
        }
        assertThat(clients).hasSize(2);
    }

    @Test
    void aServerThatIsNotThereIsAnException() throws IOException {
        InetSocketAddress address = server.getAddress();
        server.stop(0);
        try (HttpConnection connection = new HttpConnection(address)) {
            assertThatThrownBy(() -> post(connection, "/echo", "")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingEndsAWaitForAnAnswer() throws Exception {
        HttpConnection connection = new HttpConnection(server.getAddress());
        var waiting = threads.submit(() -> post(connection, "/silence", ""));
        asked.await();
        connection.close();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void bytesAreFoundInABody() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress())) {
            Reply reply = post(connection, "/echo", "{\"items\":[1,2]}");
            assertThat(reply.has(bytes("\"items\":["), 100)).isTrue();
            assertThat(reply.has(bytes("\"items\":["), 9)).isFalse();
            assertThat(reply.has(bytes("]}"), 100)).isTrue();
            assertThat(reply.has(bytes("]}\r"), 100)).isFalse();
            assertThat(reply.endsWith('}')).isTrue();
        }
    }

    private static Reply post(HttpConnection connection, String path, String body) throws IOException {
        byte[] bytes = bytes(body);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return connection.exchange(bytes(head), bytes);
    }

    private void answer(HttpExchange exchange, int status, boolean withLength) throws IOException {
        clients.add(exchange.getRemoteAddress().getPort());
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, withLength ? Math.max(body.length, -1) : 0);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void keepSilent(HttpExchange exchange) {
        asked.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
