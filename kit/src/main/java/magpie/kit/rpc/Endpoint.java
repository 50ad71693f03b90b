package magpie.kit.rpc;

import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Semaphore;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.contract.Call;
import tools.jackson.core.JacksonException;

/** One contract method as a server offers it. Runs on the virtual thread of its call, with the call's deadline. */
record Endpoint(RpcMethod method, Call call, Semaphore permits) implements ServerCalls.UnaryMethod<byte[], byte[]> {
    @Override
    public void invoke(byte[] request, StreamObserver<byte[]> answer) {
        byte[] response;
        try {
            response = bounded(request);
        } catch (Throwable e) { // an Error too must be answered and logged
            answer.onError(Failures.toStatus(e, method.name()));
            return;
        }
        answer.onNext(response);
        answer.onCompleted();
    }

    private byte[] bounded(byte[] request) {
        if (!permits.tryAcquire()) {
            throw new ServiceException(Code.OVERLOADED, "A service has too much to do.", List.of(), 1, null);
        }
        try {
            return respond(request);
        } finally {
            permits.release();
        }
    }

    private byte[] respond(byte[] request) {
        byte[] response = method.response().encode(call.call(decode(request)));
        if (response.length > RpcConfig.MAX_MESSAGE_BYTES) {
            throw new IllegalStateException("A response of " + response.length + " bytes");
        }
        return response;
    }

    private Object decode(byte[] request) {
        try {
            return method.request().decode(request);
        } catch (JacksonException e) {
            throw new ServiceException(Code.MALFORMED, "The request could not be read.", List.of(), 0, e);
        }
    }
}
