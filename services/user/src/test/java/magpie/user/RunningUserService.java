package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.IssuedSession;
import magpie.api.user.Profile;
import magpie.api.user.Registration;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.config.Settings;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A user service for each test, on real files and with a clock that tests can move. */
class RunningUserService {
    static final String PASSWORD = "a fine password";
    private static final EventCodec CODEC = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock();
    UserModule.Started module;
    Users users;

    @BeforeEach
    void start() {
        UserConfig config = Settings.of(Map.of()).bind("user", UserConfig.class);
        module = (UserModule.Started) new UserModule(clock)
                .startEmbedded(config, new RoleContext(folder, new NoPeers(), new SimpleMeterRegistry()));
        users = (Users) module.contracts().get(Users.class);
    }

    @AfterEach
    void close() {
        module.close();
    }

    IssuedSession register(String name) {
        return users.register(new Registration(name, name + "@example.org", PASSWORD, null, "test"));
    }

    Profile profile(long userId) {
        List<Profile> found = users.profiles(new UserRefs(userId)).profiles();
        return found.isEmpty() ? null : found.getFirst();
    }

    JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = JWKSet.parse(users.keys(Empty.EMPTY).jwks())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new Ed25519Verifier(key.toOctetKeyPair()))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    List<String> published() throws Exception {
        return JWKSet.parse(users.keys(Empty.EMPTY).jwks()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    static String kid(IssuedSession session) throws Exception {
        return SignedJWT.parse(session.accessToken()).getHeader().getKeyID();
    }

    static long id(IssuedSession session) {
        return session.account().profile().id();
    }

    List<Object> events() {
        Topics topics = module.topics().get(UserEvent.TOPIC);
        List<Batch.Entry> entries =
                topics.read(new Read(UserEvent.TOPIC, 0, 1_000, 0)).events();
        return entries.stream().map(CODEC::read).map(Event::body).toList();
    }

    static String refused(ThrowingCallable call, Code code) {
        String[] message = new String[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            message[0] = e.safeMessage();
        });
        return message[0];
    }

    static final class MovableClock implements InstantSource {
        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        void move(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** The user service calls nobody. */
    static final class NoPeers implements Peers {
        @Override
        public <T> T of(Class<T> contract) {
            throw new AssertionError(contract);
        }

        @Override
        public Topics topics(String topic) {
            throw new AssertionError(topic);
        }
    }
}
