package magpie.kit.rpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.contract.Call;
import magpie.kit.fastpath.FastPath;
import tools.jackson.core.JacksonException;

/**
 * Serves one contract method. gRPC calls it on the thread that watches the connection; the call itself runs on its own
 * virtual thread, with its deadline: one thread per call, where gRPC would start one for each step. What memory can
 * answer is answered on the spot, because handing it over would cost more than the answer.
 */
record Endpoint(RpcMethod method, Call call, Semaphore permits, Executor threads)
        implements ServerCalls.UnaryMethod<byte[], byte[]> {
    @Override
    public void invoke(byte[] request, StreamObserver<byte[]> answer) {
        if (answer instanceof ServerCallStreamObserver<byte[]> sent) {
            sent.setOnCancelHandler(() -> {}); // the caller may be gone; answering is then no error
        }
        if (method.fromMemory() && FastPath.attempt(() -> serve(request, answer)) != null) {
            return;
        }
        try {
            Runnable serving = () -> serve(request, answer);
            threads.execute(Context.current().wrap(serving));
        } catch (RejectedExecutionException e) {
            answer.onError(
                    Failures.toStatus(ServiceException.unavailable("The service is stopping.", e), method.name()));
        }
    }

    /** Serves the call; true once it was answered, with a result or an error. */
    private boolean serve(byte[] request, StreamObserver<byte[]> answer) {
        byte[] response;
        try {
            response = bounded(request);
        } catch (FastPath.Exceeded again) {
            throw again;
        } catch (Throwable e) { // an Error too must be answered and logged
            answer.onError(Failures.toStatus(e, method.name()));
            return true;
        }
        answer.onNext(response);
        answer.onCompleted();
        return true;
    }

    private byte[] bounded(byte[] request) {
        if (!permits.tryAcquire()) {
            throw ServiceException.overloaded("A service has too much to do.", null);
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
