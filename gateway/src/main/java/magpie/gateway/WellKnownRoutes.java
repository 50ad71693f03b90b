package magpie.gateway;

import static magpie.gateway.http.Access.OPEN;
import static magpie.gateway.http.Access.PROBE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import magpie.gateway.auth.SigningKeys;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Api;
import magpie.gateway.http.Exchange;
import magpie.gateway.http.Route;
import magpie.gateway.json.JsonBytes;

/** The well-known routes: where the API is described, its keys, and health probes. */
final class WellKnownRoutes {
    private final Api api;
    private final SigningKeys keys;
    private final BooleanSupplier ready;
    private final byte[] openapi = resource("openapi.yaml");

    WellKnownRoutes(Api api, SigningKeys keys, BooleanSupplier ready) {
        this.api = api;
        this.keys = keys;
        this.ready = ready;
    }

    List<Route> table() {
        return List.of(
                api.route("GET", "/openapi.yaml", OPEN, this::openapi),
                api.route("GET", "/.well-known/jwks.json", OPEN, this::keys),
                api.fastPath("GET", "/health/live", PROBE, this::live),
                api.route("GET", "/health/ready", PROBE, this::ready));
    }

    private Answer openapi(Exchange exchange) {
        return Answer.document("application/yaml; charset=utf-8", openapi);
    }

    private Answer keys(Exchange exchange) {
        return Answer.document("application/jwk-set+json", keys.jwks().getBytes(StandardCharsets.UTF_8));
    }

    private Answer live(Exchange exchange) {
        return health(200, "live");
    }

    private Answer ready(Exchange exchange) {
        return ready.getAsBoolean() ? health(200, "ready") : health(503, "not ready");
    }

    private static Answer health(int status, String word) {
        return Answer.json(
                status, new JsonBytes().open().name("status").text(word).close());
    }

    private static byte[] resource(String name) {
        try (InputStream in = WellKnownRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource: " + name + " is missing (expected: packed by the build)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
