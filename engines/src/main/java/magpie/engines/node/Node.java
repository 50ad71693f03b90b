package magpie.engines.node;

import java.util.Map;
import java.util.Objects;

/**
 * One server.
 *
 * @param engine its kind
 * @param number from 1 on; of several, the first one is the first to start
 * @param host the loopback address it listens on: 127.0.0.1 for the first, 127.0.0.2 for the second
 * @param ports by purpose, chosen once when the set is made
 */
public record Node(String engine, int number, String host, Map<String, Integer> ports) {
    public String name() {
        return engine + "-" + number;
    }

    public int port(String purpose) {
        return Objects.requireNonNull(ports.get(purpose), purpose);
    }

    public String address(String purpose) {
        return host + ":" + port(purpose);
    }
}
