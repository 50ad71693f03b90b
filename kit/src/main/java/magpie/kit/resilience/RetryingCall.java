package magpie.kit.resilience;

import io.github.resilience4j.core.IntervalFunction;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.Waits;
import magpie.kit.contract.Call;

/**
 * Retries an idempotent call when the peer was {@code UNAVAILABLE}. All attempts together stay within one deadline:
 * that of the call being served, or this one's if it is earlier.
 */
final class RetryingCall implements Call {
    /** Cancels retries that outlast the deadline; its thread starts with the first retry. */
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retry-deadlines").factory());

    private final Call call;
    private final GuardConfig config;
    private final RetryBudget budget;
    private final BooleanSupplier trusted;
    private final IntervalFunction pauses;

    /** {@code trusted} says whether the peer's breaker is closed: a broken peer gets no retries. */
    RetryingCall(Call call, GuardConfig config, RetryBudget budget, BooleanSupplier trusted) {
        this.call = call;
        this.config = config;
        this.budget = budget;
        this.trusted = trusted;
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(config.pause(), 2, 0.5);
    }

    @Override
    public Object call(Object request) {
        Deadline deadline = deadline();
        try {
            Object response = call.call(request);
            budget.earn();
            return response;
        } catch (ServiceException e) {
            return again(request, deadline, 1, e);
        }
    }

    private Object again(Object request, Deadline deadline, int retry, ServiceException last) {
        if (!worthwhile(last) || retry > config.retries() || !budget.take() || !paused(pauses.apply(retry), deadline)) {
            throw last;
        }
        try {
            return within(deadline, request);
        } catch (ServiceException e) {
            return again(request, deadline, retry + 1, e);
        }
    }

    private boolean worthwhile(ServiceException e) {
        return e.code() == Code.UNAVAILABLE
                && trusted.getAsBoolean()
                && !Context.current().isCancelled();
    }

    private static boolean paused(long millis, Deadline deadline) {
        return millis < deadline.timeRemaining(TimeUnit.MILLISECONDS) && Waits.pause(Duration.ofMillis(millis));
    }

    private Object within(Deadline deadline, Object request) {
        Context.CancellableContext context = Context.current().withDeadline(deadline, TIMER);
        Context before = context.attach();
        try {
            return call.call(request);
        } finally {
            context.detachAndCancel(before, null);
        }
    }

    private Deadline deadline() {
        Deadline ours = Deadline.after(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
        Deadline outer = Context.current().getDeadline();
        return outer == null ? ours : ours.minimum(outer);
    }
}
