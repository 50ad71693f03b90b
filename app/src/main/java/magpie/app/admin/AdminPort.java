package magpie.app.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import magpie.api.ServiceException;
import magpie.app.data.Instance;
import magpie.app.node.Health;
import magpie.app.node.Node;
import magpie.app.node.OperatorPort;
import magpie.kit.StartException;
import magpie.kit.json.Json;
import magpie.kit.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Serves the operator and monitoring, on the loopback address only. Reading needs no token, so {@link AdminRules} keep
 * web pages from reading on somebody's behalf; a command needs the token in {@code admin.json}, which only those who
 * may read the data folder know.
 */
public final class AdminPort implements OperatorPort {
    private static final Logger log = LoggerFactory.getLogger(AdminPort.class);
    private static final int MAX_BODY = 1 << 20;
    private static final String COMMANDS = "/admin/";

    /** Limits of the JDK's server, which reads them once: nobody on this machine may occupy it for long. */
    private static final Map<String, String> BOUNDS =
            Map.of("sun.net.httpserver.maxReqTime", "5", "jdk.httpserver.maxConnections", "200");

    private final Node node;
    private final Operator operator;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Instance instance;

    private AdminPort(Node node, HttpServer server) {
        this.node = node;
        this.operator = new Operator(node);
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.instance = Instance.here(server.getAddress().getPort());
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Opens the port; 0 is any free one. */
    public static AdminPort start(Node node, int port) {
        BOUNDS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return new AdminPort(node, HttpServer.create(address, 64));
        } catch (IOException e) {
            throw new StartException(
                    "The admin port " + port + " cannot be opened (" + e.getMessage()
                            + "). Give another with --admin-port, or 0 for any free one.",
                    e);
        }
    }

    @Override
    public Instance instance() {
        return instance;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            Answer answer = answered(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush(); // the next step waits for a body that nobody may have read
        } catch (IOException e) {
            log.debug("an admin client went away", e);
        }
    }

    private Answer answered(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (OperatorException e) {
            return Answer.text(400, e.getMessage());
        } catch (ServiceException e) {
            return Answer.text(e.code().status(), e.code() + ": " + e.safeMessage());
        } catch (RuntimeException e) {
            log.error("admin request failed", e);
            return Answer.text(500, "That failed: " + e + ". The log has more.");
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!AdminRules.mayAsk(exchange.getRequestHeaders())) {
            return Answer.text(
                    403, "Here answers are for the operator: ask by 127.0.0.1 or localhost, and from no web page.");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(COMMANDS)) {
            return command(exchange, path.substring(COMMANDS.length()));
        }
        return switch (path) {
            case "/metrics" ->
                new Answer(200, Telemetry.CONTENT_TYPE, node.telemetry().scrape());
            case "/health/live" -> Answer.json(200, "{\"live\":true}");
            case "/health/ready" -> ready();
            default -> Answer.text(404, "There is /metrics, /health/live, /health/ready and POST /admin/{command}.");
        };
    }

    private Answer ready() {
        Health health = Health.of(node);
        return Answer.json(health.ready() ? 200 : 503, Json.MAPPER.writeValueAsString(health));
    }

    private Answer command(HttpExchange exchange, String command) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.text(405, "A command is a POST.");
        } else if (!authorized(exchange)) {
            return Answer.text(401, "The token in admin.json is missing or wrong.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Answer.text(413, "The body is over " + MAX_BODY + " bytes.");
        }
        try {
            return switch (command) {
                case "provision" -> Answer.json(200, operator.provision(text(body)));
                case "follow" -> Answer.json(200, operator.follow(text(body)));
                default -> Answer.text(200, operator.run(command, arguments(body)));
            };
        } catch (JacksonException e) {
            return Answer.text(400, "The body is not the JSON that " + command + " takes.");
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Parses the arguments, a JSON array of strings; an empty body means none. */
    private static List<String> arguments(byte[] body) {
        return body.length == 0 ? List.of() : List.of(Json.MAPPER.readValue(body, String[].class));
    }

    private boolean authorized(HttpExchange exchange) {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String expected = "Bearer " + instance.token();
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(int status, String type, String body) {
        static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", text.endsWith("\n") ? text : text + "\n");
        }

        static Answer json(int status, String json) {
            return new Answer(status, "application/json", json);
        }
    }
}
