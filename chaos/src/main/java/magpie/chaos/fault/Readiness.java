package magpie.chaos.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import magpie.client.Network;
import magpie.kit.Waits;

/** Whether a public API takes requests. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Readiness() {}

    /** {@link NodeStatus#OK}, or what is wrong. */
    static String of(Network network) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(network.url() + "/health/ready"))
                .timeout(LIMIT)
                .build();
        try {
            int status = Waits.orUnavailable(() -> network.http().send(request, HttpResponse.BodyHandlers.discarding()))
                    .statusCode();
            return status == 200 ? NodeStatus.OK : "/health/ready answers " + status;
        } catch (IOException e) {
            return "/health/ready does not answer: " + e;
        }
    }
}
