package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.InstantSource;
import magpie.kit.expiry.Expiry;

/**
 * Sends the deadline of a change, and the sender's clock: a peer whose clock is behind by more than the margin would
 * make the change when the caller believes that it no longer can be made.
 */
record ExpiryHeader(Expiry expiry, InstantSource clock) implements ClientInterceptor {
    static final Metadata.Key<String> UNTIL = Metadata.Key.of("magpie-until", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> NOW = Metadata.Key.of("magpie-now", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(UNTIL, Long.toString(expiry.untilMillis()));
                headers.put(NOW, Long.toString(clock.millis()));
                super.start(listener, headers);
            }
        };
    }
}
