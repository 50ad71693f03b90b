package magpie.kit.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses calls that no process of this installation signed, before their message is read. A verified token is cached
 * until it expires, because each caller sends the same one for half a minute.
 */
final class TokenGate implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);

    /** The longest time that a token may still be valid: its life, and what a fast clock adds. */
    private static final Duration LONGEST = TokenIssuer.LIFE.plusSeconds(30);

    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - 2 * WARN_EVERY.toNanos());
    private final List<MACVerifier> verifiers;
    private final InstantSource clock;
    private final Cache<String, Pass> passes = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(LONGEST.toSeconds(), TimeUnit.SECONDS)
            .build();

    private record Pass(List<String> services, Instant until) {
        boolean opens(String service, Instant now) {
            return services.contains(service) && now.isBefore(until);
        }
    }

    TokenGate(RpcSecret secret, InstantSource clock) {
        this.clock = clock;
        this.verifiers = secret.accepted().stream().map(TokenGate::verifier).toList();
    }

    private static MACVerifier verifier(byte[] key) {
        try {
            return new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The secret is too short", e);
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String service = Objects.requireNonNull(call.getMethodDescriptor().getServiceName());
        if (accepts(headers.get(TokenIssuer.AUTHORIZATION), service)) {
            return next.startCall(call, headers);
        }
        warn(service);
        call.close(Status.UNAUTHENTICATED.withDescription("The call is not signed as expected"), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** Logs rarely: whoever probes the port must not fill the log. */
    private void warn(String service) {
        long now = System.nanoTime();
        long last = warnedAt.get();
        if (now - last > WARN_EVERY.toNanos() && warnedAt.compareAndSet(last, now)) {
            LOG.warn("Calls to {} without a valid token are refused", service);
        }
    }

    private boolean accepts(@Nullable String header, String service) {
        if (header == null || !header.startsWith(TokenIssuer.SCHEME)) {
            return false;
        }
        Instant now = clock.instant();
        Pass pass = passes.getIfPresent(header);
        if (pass == null) {
            pass = verified(header.substring(TokenIssuer.SCHEME.length()), now);
            if (pass == null) {
                return false;
            }
            passes.put(header, pass);
        }
        return pass.opens(service, now);
    }

    private @Nullable Pass verified(String token, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            boolean ours = jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) && isSigned(jwt);
            return ours ? pass(jwt.getJWTClaimsSet(), now) : null;
        } catch (ParseException | JOSEException | IllegalStateException e) {
            LOG.debug("A token that cannot be read", e);
            return null;
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (MACVerifier verifier : verifiers) {
            if (jwt.verify(verifier)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Pass pass(JWTClaimsSet claims, Instant now) {
        if (claims.getExpirationTime() == null || claims.getSubject() == null) {
            return null;
        }
        Instant until = claims.getExpirationTime().toInstant();
        return until.isAfter(now.plus(LONGEST)) ? null : new Pass(List.copyOf(claims.getAudience()), until);
    }
}
