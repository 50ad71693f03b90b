package magpie.chaos.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import magpie.client.Network;
import magpie.client.Person;

/** A proxy in front of a real network that lies when told to. */
final class LyingProxy implements Network, AutoCloseable {
    private static final Set<String> PASSED_ON = Set.of("authorization", "content-type", "idempotency-key");

    private final Network truth;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Lie lie = Asked::truth;

    /** A request. */
    interface Asked {
        /** Such as {@code GET /v1/feed?limit=20}. */
        String line();

        /** Returns what the network answers, which does perform the request. */
        Told truth() throws IOException, InterruptedException;

        /** Returns what it answers without a header. */
        Told truthWithout(String header) throws IOException, InterruptedException;
    }

    /** An answer. */
    record Told(int status, String body) {
        Told replacing(String text, String by) {
            return new Told(status, body.replace(text, by));
        }
    }

    /** Makes up another answer. */
    interface Lie {
        Told answer(Asked asked) throws IOException, InterruptedException;
    }

    LyingProxy(Network truth) throws IOException {
        this.truth = truth;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Lies like this from now on. */
    void tell(Lie other) {
        lie = other;
    }

    /** The same people, but talking to this proxy. */
    List<Person> people(List<Person> people) {
        return people.stream()
                .map(person -> Person.known(this, person.username(), person.id(), person.token()))
                .toList();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public HttpClient http() {
        return truth.http();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Told told = lie.answer(asked(exchange, body));
            byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Asked asked(HttpExchange exchange, String body) {
        return new Asked() {
            @Override
            public String line() {
                return exchange.getRequestMethod() + " " + exchange.getRequestURI();
            }

            @Override
            public Told truth() throws IOException, InterruptedException {
                return truthWithout("");
            }

            @Override
            public Told truthWithout(String header) throws IOException, InterruptedException {
                return pass(exchange, body, header);
            }
        };
    }

    private Told pass(HttpExchange exchange, String body, String without) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(truth.url() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase(without)) {
                request.header(name, values.getFirst());
            }
        });
        HttpResponse<String> answer = truth.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Told(answer.statusCode(), answer.body());
    }
}
