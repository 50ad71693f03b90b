package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
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
 * One contract method as a client calls it: blocks its (virtual) thread. gRPC itself takes the earlier of this deadline
 * and that of the call being served on this thread.
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
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return ClientCalls.blockingUnaryCall(channel, method.descriptor(), options, message);
        } catch (StatusRuntimeException e) {
            throw Failures.toException(e, method.name());
        }
    }

    private Object decode(byte[] response) {
        try {
            return method.response().decode(response);
        } catch (JacksonException e) {
            throw Defect.of(e, method.name());
        }
    }
}
