package magpie.engines.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Node;
import magpie.engines.node.Programs;
import magpie.engines.node.ServerKind;
import magpie.kit.files.PrivateFiles;
import magpie.kit.roles.Roles;

/**
 * The load balancer before the gateways: HAProxy. It checks twice a second whether each gateway is ready. A gateway
 * that says no, or does not answer twice, gets no new requests but may finish the ones it has. A request that could not
 * be delivered goes to another gateway. So does a read that broke off, or that has no answer when every call behind the
 * gateway must have ended. A write does not: it may have been done. HAProxy adds when it received a request, so that a
 * gateway that stalled does not make a change that was given up. It also sets the client's address, the scheme and the
 * time itself, and drops what clients claim about them. It takes as many connections as the system allows it files.
 *
 * @param options the port, and which gateway is next
 */
record Proxy(ClusterOptions options) implements ServerKind {
    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public int nodes(int asked) {
        return 1;
    }

    @Override
    public int wantedPort() {
        return options.port();
    }

    @Override
    public int turn() {
        return 3;
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        program();
    }

    @Override
    public void setUp(Place place) throws IOException {
        String tls = options.tls() == null ? "" : " ssl crt " + options.tls().toAbsolutePath() + " alpn h2,http/1.1";
        StringBuilder text = new StringBuilder("""
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 60s
                    timeout server 30s
                    timeout http-request 20s
                    timeout http-keep-alive 75s
                    timeout queue 2s
                    option redispatch 1
                    option forwardfor
                    retries 3
                    retry-on conn-failure empty-response response-timeout
                %s
                frontend public
                    bind %s%s
                %s
                    http-request del-header X-Forwarded-For
                    http-request del-header Forwarded
                    http-request set-header X-Forwarded-Proto https if { ssl_fc }
                    http-request set-header X-Forwarded-Proto http unless { ssl_fc }
                    http-request set-header X-Request-Start t=%%[date(0,ms)]
                    use_backend anyway unless { nbsrv(gateways) gt 0 }
                    default_backend gateways
                backend gateways
                    balance %s
                    option httpchk GET /health/ready
                    http-check expect status 200 error-status L7OKC
                    http-request disable-l7-retry unless { method GET HEAD }
                    http-request set-timeout server 6s if { method GET HEAD }
                    http-request set-timeout server 10s unless { method GET HEAD }
                    default-server inter 500ms fastinter 200ms downinter 500ms fall 2 rise 1
                """.formatted(
                ProxyAnswers.defaults(), place.node().address(CLIENTS), tls, ProxyAnswers.rules(), options.balance()));
        for (Node gateway : gateways(place)) {
            text.append("    server %s %s check\n".formatted(gateway.name(), gateway.address(CLIENTS)));
        }
        // If no gateway passes its check, the machine may just be busy: then all of them are used anyway.
        text.append("""
                backend anyway
                    balance %s
                    retries 1
                    http-request disable-l7-retry unless { method GET HEAD }
                """.formatted(options.balance()));
        for (Node gateway : gateways(place)) {
            text.append("    server %s %s\n".formatted(gateway.name(), gateway.address(CLIENTS)));
        }
        PrivateFiles.write(settings(place), text.toString());
    }

    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        return List.of(program().toString(), "-db", "-f", settings(place).toString());
    }

    @Override
    public void check(Place place) throws IOException {
        if (options.tls() != null) {
            Conversation.with(place.node(), CLIENTS).close();
            return;
        }
        try (Conversation conversation = Conversation.with(place.node(), CLIENTS)) {
            conversation.send("GET /health/ready HTTP/1.0\r\n\r\n");
            String status = conversation.line();
            if (!status.contains(" 200 ")) {
                throw new IOException("no gateway is ready");
            }
        }
    }

    /** The signal to stop taking connections and end when the open ones have. */
    @Override
    public String stopSignal() {
        return "USR1";
    }

    private static List<Node> gateways(Place place) {
        return place.set().of(Roles.edge().name());
    }

    private static Path program() throws IOException, InterruptedException {
        return Programs.command("haproxy", "haproxy");
    }

    private static Path settings(Place place) {
        return place.folder().resolve("haproxy.cfg");
    }
}
