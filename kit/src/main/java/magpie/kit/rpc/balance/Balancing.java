package magpie.kit.rpc.balance;

import java.util.List;
import java.util.Map;

/**
 * Balances calls over several peers, as a gRPC service config: among those that report SERVING, {@link LeastBusy}
 * chooses.
 */
public final class Balancing {
    /** The service config of a channel. */
    public static final Map<String, ?> CONFIG = Map.of(
            "healthCheckConfig", Map.of("serviceName", ""),
            "loadBalancingConfig", List.of(Map.of(LeastBusy.NAME, Map.of())));

    private Balancing() {}
}
