package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.brief.Brief;
import magpie.kit.contract.Call;
import magpie.kit.contract.Defect;
import tools.jackson.core.JacksonException;

/**
 * One contract method as a client calls it: blocks its (virtual) thread. Its deadline is earlier than that of the call
 * being served on this thread.
 */
record RemoteCall(Channel channel, RpcMethod method, Duration deadline) implements Call {
    @Override
    public Object call(Object request) {
        Brief.exceeded();
        byte[] message = method.request().encode(request);
        if (message.length > RpcConfig.MAX_MESSAGE_BYTES) {
            throw new ServiceException(Code.TOO_LARGE, "The request is too large.", List.of(), 0, null);
        }
        return decode(send(message));
    }

    private byte[] send(byte[] message) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(limitNanos(), TimeUnit.NANOSECONDS);
        try {
            return ClientCalls.blockingUnaryCall(channel, method.descriptor(), options, message);
        } catch (StatusRuntimeException e) {
            throw Failures.toException(e, method.name());
        }
    }

    /** A part of what the call being served has left: who calls shall have time to answer without the peer. */
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
