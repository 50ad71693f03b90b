package magpie.kit.engines;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import magpie.kit.StartException;
import magpie.kit.Waits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for an engine at the start of a process: one log line when the wait begins and one when it is over, pauses that
 * grow from 0.2 s to 5 s, and the gauge {@code magpie_engine_waiting} meanwhile. For one thread.
 */
public final class EngineWait implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineWait.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_REASON = 300;

    private static final Object ONE_AT_A_TIME = new Object();

    private final String engine;
    private final String address;
    private final MeterRegistry meters;
    private int tries;
    private @Nullable Gauge waiting;

    /** Prepares a wait for an engine, whose name and addresses are for people; does not wait yet. */
    public EngineWait(String engine, String address, MeterRegistry meters) {
        this.engine = engine;
        this.address = address;
        this.meters = meters;
    }

    /**
     * Reports, once, that the engine cannot be used yet, and backs off. The jitter keeps processes that start together
     * from asking together.
     *
     * @throws StartException when the thread is interrupted
     */
    public void failed(Throwable reason) {
        if (waiting == null && begins()) {
            log.warn("{} at {} cannot be used yet ({}); trying until it can", engine, address, inShort(reason));
        }
        Waits.pauseWhileStarting(engine, Duration.ofNanos(Waits.backOffNanos(++tries, FIRST_PAUSE, LONGEST_PAUSE)));
    }

    /** Roles that wait for the same engine at the same time count as one wait: the first one reports it. */
    private boolean begins() {
        synchronized (ONE_AT_A_TIME) {
            if (meters.find("magpie.engine.waiting")
                            .tags("engine", engine, "address", address)
                            .gauge()
                    != null) {
                return false;
            }
            waiting = Gauge.builder("magpie.engine.waiting", () -> 1)
                    .description("Engines that this process waits for before it is ready")
                    .tags("engine", engine, "address", address)
                    .register(meters);
            return true;
        }
    }

    /** Ends the wait; the next failure begins another. */
    public void over() {
        if (waiting != null) {
            log.info("{} at {} can be used", engine, address);
        }
        close();
        tries = 0;
    }

    /** Stops waiting, whatever the outcome. */
    @Override
    public void close() {
        if (waiting != null) {
            meters.remove(waiting);
            waiting = null;
        }
    }

    /** The engines a process with these meters waits for: addresses by engine. */
    public static Map<String, String> all(MeterRegistry meters) {
        Map<String, String> all = new TreeMap<>();
        for (Gauge gauge : meters.find("magpie.engine.waiting").gauges()) {
            all.merge(
                    String.valueOf(gauge.getId().getTag("engine")),
                    String.valueOf(gauge.getId().getTag("address")),
                    (one, another) -> one + ", " + another);
        }
        return all;
    }

    private static String inShort(Throwable reason) {
        String line = reason.toString().lines().findFirst().orElse("");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
