package magpie.kit.rpc;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import magpie.api.Idempotent;
import magpie.kit.contract.Contracts;

/**
 * How several peers are called, in the words of gRPC's service config: those whose health service says SERVING, as
 * {@link LeastBusy} chooses among them. What is idempotent is asked again after a second without an answer, mostly of
 * another one, and the first answer counts (hedging): the calls that a peer had when it began to hang end well too.
 */
final class Balancing {
    private static final Map<String, ?> HEDGING =
            Map.of("maxAttempts", 4.0, "hedgingDelay", "1s", "nonFatalStatusCodes", List.of());

    private Balancing() {}

    /** For a channel to peers that offer these contracts. */
    static Map<String, ?> config(Collection<Class<?>> contracts) {
        return Map.of(
                "healthCheckConfig", Map.of("serviceName", ""),
                "loadBalancingConfig", List.of(Map.of(LeastBusy.NAME, Map.of())),
                "methodConfig", List.of(Map.of("name", idempotent(contracts), "hedgingPolicy", HEDGING)));
    }

    private static List<Map<String, String>> idempotent(Collection<Class<?>> contracts) {
        List<Map<String, String>> names = new ArrayList<>();
        for (Class<?> contract : contracts) {
            for (Method method : Contracts.methods(contract)) {
                if (method.isAnnotationPresent(Idempotent.class)) {
                    names.add(Map.of("service", contract.getName(), "method", method.getName()));
                }
            }
        }
        return names;
    }
}
