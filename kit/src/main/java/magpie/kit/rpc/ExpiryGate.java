package magpie.kit.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusException;
import java.time.InstantSource;
import java.util.Objects;
import magpie.api.ServiceException;
import magpie.kit.expiry.Expiry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the deadline of a change, and refuses the change if it has passed or cannot be honoured. */
record ExpiryGate(InstantSource clock) implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryGate.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String until = headers.get(ExpiryHeader.UNTIL);
        if (until == null) {
            return next.startCall(call, headers);
        }
        try {
            Expiry expiry = new Expiry(Long.parseLong(until));
            checkClocks(headers.get(ExpiryHeader.NOW));
            expiry.check();
            return Contexts.interceptCall(expiry.context(Context.current()), call, headers, next);
        } catch (ServiceException | NumberFormatException e) {
            StatusException refusal =
                    Failures.toStatus(e, call.getMethodDescriptor().getFullMethodName());
            call.close(refusal.getStatus(), Objects.requireNonNull(refusal.getTrailers()));
            return new ServerCall.Listener<>() {};
        }
    }

    /** A long transit makes a message seem to have been sent earlier, never later. */
    private void checkClocks(@Nullable String now) {
        long ahead = now == null ? 0 : Long.parseLong(now) - clock.millis();
        if (ahead > Expiry.MARGIN.toMillis()) {
            LOG.warn("A change was refused: the caller's clock is {} ms ahead of this one", ahead);
            throw ServiceException.unavailable("The clocks of two machines differ too much.", null);
        }
    }
}
