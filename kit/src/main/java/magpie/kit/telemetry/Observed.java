package magpie.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.contract.Call;
import magpie.kit.fastpath.FastPath;

/** Times one contract method by outcome; the timers of errors are made when first needed. */
final class Observed implements Call {
    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Call call;
    private final String contract;
    private final String method;
    private final MeterRegistry registry;
    private final Timer ok;
    private final Map<Code, Timer> failed = new ConcurrentHashMap<>();

    Observed(Call call, String contract, String method, MeterRegistry registry) {
        this.call = call;
        this.contract = contract;
        this.method = method;
        this.registry = registry;
        this.ok = timer("ok");
    }

    @Override
    public Object call(Object request) {
        long start = System.nanoTime();
        try {
            Object response = call.call(request);
            record(ok, start);
            return response;
        } catch (ServiceException e) {
            record(failed(e.code()), start);
            throw e;
        } catch (FastPath.Exceeded e) {
            throw e; // the call comes again
        } catch (RuntimeException | Error e) {
            record(failed(Code.INTERNAL), start);
            throw e;
        }
    }

    private static void record(Timer timer, long start) {
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private Timer failed(Code code) {
        return failed.computeIfAbsent(code, seen -> timer(seen.name()));
    }

    private Timer timer(String outcome) {
        return Timer.builder("magpie.contract")
                .description("Calls of contract methods, in seconds")
                .tags("contract", contract, "method", method, "outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
