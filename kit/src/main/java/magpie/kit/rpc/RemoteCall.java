package magpie.kit.rpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.contract.Call;
import magpie.kit.contract.Defect;
import magpie.kit.fastpath.FastPath;
import tools.jackson.core.JacksonException;

/**
 * Calls one contract method remotely; blocks its (virtual) thread. Its deadline is earlier than that of the call being
 * served on this thread.
 */
record RemoteCall(RpcMethod method, Duration deadline, Wire wire) implements Call {
    @Override
    public Object call(Object request) {
        FastPath.exceeded();
        byte[] message = method.request().encode(request);
        if (message.length > RpcConfig.MAX_MESSAGE_BYTES) {
            throw new ServiceException(Code.TOO_LARGE, "The request is too large.", List.of(), 0, null);
        }
        return decode(send(message));
    }

    private byte[] send(byte[] message) {
        try {
            return wire.send(message, limitNanos());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StatusRuntimeException failure
                    ? Failures.toException(failure, method.name())
                    : Defect.of(e, method.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("The wait was interrupted.", e);
        }
    }

    /** A part of the time left to the call being served, so that the caller has time to answer without the peer. */
    private long limitNanos() {
        Deadline outer = Context.current().getDeadline();
        long own = deadline.toNanos();
        return outer == null ? own : Math.min(own, outer.timeRemaining(TimeUnit.NANOSECONDS) * 2 / 3);
    }

    private Object decode(byte[] response) {
        try {
            return method.response().decode(response);
        } catch (JacksonException e) {
            throw Defect.of(e, method.name());
        }
    }
}
