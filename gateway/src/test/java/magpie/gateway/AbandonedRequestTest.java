package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.Test;

/** Changes that clients gave up while they waited in a socket of this gateway. */
class AbandonedRequestTest extends GatewayTest {
    private int follow(long secondsAgo) {
        long ben = network.join("ben");
        String token = network.token(network.join("ana"), 1);
        return send(request("/v1/users/" + ben + "/follow")
                        .header("Authorization", "Bearer " + token)
                        .header("X-Request-Start", "t=" + (System.currentTimeMillis() - secondsAgo * 1_000))
                        .PUT(BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void whatTheProxyHadLongAgoIsNotMade() {
        start(Map.of(), new Edge("127.0.0.1", 0, true, null, null, 1));
        assertThat(follow(0)).isEqualTo(200);
        assertThat(follow(20)).isEqualTo(503);
    }

    @Test
    void aClientsOwnWordCountsForNothing() {
        start(Map.of());
        assertThat(follow(20)).isEqualTo(200);
    }
}
