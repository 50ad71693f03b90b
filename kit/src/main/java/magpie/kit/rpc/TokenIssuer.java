package magpie.kit.rpc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs the calls of one role: a JWT (HMAC-SHA256) for each service called, valid for 60 s and renewed after 30 s, so
 * that clocks may differ by half a minute.
 */
final class TokenIssuer implements ClientInterceptor {
    static final Duration LIFE = Duration.ofSeconds(60);
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final String SCHEME = "Bearer ";

    private final String role;
    private final MACSigner signer;
    private final InstantSource clock;
    private final Map<String, Issued> byService = new ConcurrentHashMap<>();

    private record Issued(String header, Instant staleAt) {}

    TokenIssuer(String role, RpcSecret secret, InstantSource clock) {
        this.role = role;
        this.clock = clock;
        try {
            this.signer = new MACSigner(secret.bytes());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The secret is too short", e);
        }
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        String service = Objects.requireNonNull(method.getServiceName());
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(AUTHORIZATION, header(service));
                super.start(listener, headers);
            }
        };
    }

    /** Two threads may issue at once: both tokens are valid. */
    private String header(String service) {
        Instant now = clock.instant();
        Issued issued = byService.get(service);
        if (issued == null || !now.isBefore(issued.staleAt())) {
            issued = new Issued(SCHEME + issue(service, now), now.plus(LIFE.dividedBy(2)));
            byService.put(service, issued);
        }
        return issued.header();
    }

    private String issue(String service, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(role)
                .audience(service)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A call could not be signed", e);
        }
        return token.serialize();
    }
}
