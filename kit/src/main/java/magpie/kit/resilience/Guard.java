package magpie.kit.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.api.Code;
import magpie.api.Idempotent;
import magpie.api.ReadOnly;
import magpie.api.ServiceException;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import magpie.kit.fastpath.FastPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards calls to a peer. While too many calls of an operation fail ({@code UNAVAILABLE}, {@code OVERLOADED},
 * {@code INTERNAL}, anything unexpected) or are slow, its circuit breaker is open: calls fail at once with
 * {@code UNAVAILABLE}. Each operation has its own breaker, because one failing operation says little of the others:
 * without its store's writes a peer may still read. Other errors are answers like any other. Calls above a limit are
 * refused with {@code OVERLOADED} (a bulkhead: one slow peer cannot hold all threads and memory). Calls that may be
 * sent twice are retried, if the configuration says so and the {@link RetryBudget} allows it: a failed try is over.
 */
public final class Guard {
    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final String name;
    private final GuardConfig config;
    private final CircuitBreakerConfig settings;
    private final List<CircuitBreaker> breakers = new CopyOnWriteArrayList<>();
    private final Bulkhead bulkhead;
    private final RetryBudget budget = new RetryBudget();

    private Guard(String name, GuardConfig config, Clock clock) {
        this.name = name;
        this.config = config;
        this.settings = settings(config, clock);
        this.bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(config.concurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    /**
     * Wraps the peer. The state is the gauge {@code magpie_breaker_state} by caller and contract: 0 if all are closed,
     * 1 if one is trying, 2 if one is open; the log says which. Calls under way are {@code magpie_bulkhead_calls}.
     *
     * @param caller the role that calls
     */
    public static <T> T around(Class<T> contract, T peer, String caller, GuardConfig config, MeterRegistry registry) {
        return around(contract, peer, caller, config, registry, Clock.systemUTC());
    }

    static <T> T around(
            Class<T> contract, T peer, String caller, GuardConfig config, MeterRegistry registry, Clock clock) {
        Guard guard = new Guard(caller + " to " + contract.getSimpleName(), config, clock);
        Gauge.builder("magpie.breaker.state", guard, Guard::state)
                .description("Circuit breakers: 0 closed, 1 trying, 2 open")
                .tags("caller", caller, "contract", contract.getSimpleName())
                .strongReference(true)
                .register(registry);
        Gauge.builder("magpie.bulkhead.calls", guard, Guard::underWay)
                .description("Calls under way to a peer")
                .tags("caller", caller, "contract", contract.getSimpleName())
                .strongReference(true)
                .register(registry);
        return Contracts.proxy(contract, method -> {
            Call peerCall = Contracts.direct(method, peer);
            CircuitBreaker breaker = guard.breaker(method.getName());
            Call once = request -> guard.once(breaker, peerCall, request);
            return config.retries() > 0 && mayBeSentTwice(method)
                    ? new RetryingCall(once, config, guard.budget, () -> isClosed(breaker))
                    : once;
        });
    }

    private static boolean mayBeSentTwice(Method method) {
        return method.isAnnotationPresent(ReadOnly.class) || method.isAnnotationPresent(Idempotent.class);
    }

    private CircuitBreaker breaker(String operation) {
        CircuitBreaker breaker = CircuitBreaker.of(name + "." + operation, settings);
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "breaker of {}: {}",
                        breaker.getName(),
                        event.getStateTransition().getToState().name().toLowerCase(Locale.ROOT)));
        breakers.add(breaker);
        return breaker;
    }

    /** The worst state of the breakers in a registry, by "caller to contract": closed, trying or open. */
    public static Map<String, String> states(MeterRegistry registry) {
        Map<String, String> states = new TreeMap<>();
        for (Gauge gauge : registry.find("magpie.breaker.state").gauges()) {
            String name =
                    gauge.getId().getTag("caller") + " to " + gauge.getId().getTag("contract");
            states.put(name, gauge.value() == 0 ? "closed" : gauge.value() == 1 ? "trying" : "open");
        }
        return states;
    }

    private Object once(CircuitBreaker breaker, Call call, Object request) {
        if (!bulkhead.tryAcquirePermission()) {
            throw ServiceException.overloaded("A service has too much to do.", null);
        }
        try {
            return observed(breaker, call, request);
        } finally {
            bulkhead.onComplete();
        }
    }

    private Object observed(CircuitBreaker breaker, Call call, Object request) {
        if (!breaker.tryAcquirePermission()) {
            int seconds = (int) Math.max(1, config.open().plusMillis(999).toSeconds());
            throw new ServiceException(Code.UNAVAILABLE, "A service is not reachable.", List.of(), seconds, null);
        }
        long start = breaker.getCurrentTimestamp();
        try {
            Object response = call.call(request);
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return response;
        } catch (FastPath.Exceeded e) {
            breaker.releasePermission(); // says nothing about the peer
            throw e;
        } catch (RuntimeException | Error e) {
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
            throw e;
        }
    }

    private static boolean isClosed(CircuitBreaker breaker) {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    private double underWay() {
        return config.concurrent() - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    private double state() {
        return breakers.stream().mapToDouble(Guard::state).max().orElse(0);
    }

    private static double state(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
        };
    }

    private static CircuitBreakerConfig settings(GuardConfig config, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(config.window())
                .minimumNumberOfCalls(config.minimumCalls())
                .failureRateThreshold(config.failurePercent())
                .slowCallRateThreshold(config.failurePercent())
                .slowCallDurationThreshold(config.slow())
                .waitDurationInOpenState(config.open())
                .permittedNumberOfCallsInHalfOpenState(config.trials())
                .recordException(Guard::counts)
                .build();
    }

    private static boolean counts(Throwable failure) {
        return !(failure instanceof ServiceException e)
                || switch (e.code()) {
                    case UNAVAILABLE, OVERLOADED, INTERNAL -> true;
                    default -> false;
                };
    }
}
