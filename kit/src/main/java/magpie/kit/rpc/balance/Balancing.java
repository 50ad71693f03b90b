package magpie.kit.rpc.balance;

import java.util.List;
import java.util.Map;

/**
 * How several peers are called, in the words of gRPC's service config: those whose health service says SERVING, as
 * {@link LeastBusy} chooses among them.
 */
public final class Balancing {
    /** The service config of a channel. */
    public static final Map<String, ?> CONFIG = Map.of(
            "healthCheckConfig", Map.of("serviceName", ""),
            "loadBalancingConfig", List.of(Map.of(LeastBusy.NAME, Map.of())));

    private Balancing() {}
}
