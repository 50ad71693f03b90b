package magpie.kit.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.contract.Contracts;
import magpie.kit.rpc.Parrot.Said;
import magpie.kit.rpc.Parrot.Word;
import magpie.kit.rpc.balance.PeerAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call: tested on a real server, with handmade calls that a client would not make. */
class RpcTokenTest {
    private static final RpcMethod SAY =
            RpcMethod.of(Parrot.class, Contracts.methods(Parrot.class).getFirst());
    private static final InstantSource NOW = InstantSource.system();

    private final Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> new Said(word.text()));
    private final ManagedChannel raw = NettyChannelBuilder.forTarget(
                    PeerAddresses.target(List.of(loop.address())), InsecureChannelCredentials.create())
            .build();

    @AfterEach
    void stop() {
        raw.shutdownNow();
        loop.close();
    }

    @Test
    void aSignedCallIsServed() {
        assertThat(status(new TokenIssuer("feed", loop.secret, NOW))).isEqualTo(Status.Code.OK);
    }

    @Test
    void aCallWithoutATokenIsRefused() {
        assertThat(statusOf(raw)).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(status(header("Basic YTpi"))).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(status(header("Bearer rubbish"))).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aTokenOfAnotherSecretIsRefused() {
        assertThat(status(new TokenIssuer("feed", RpcSecret.random(), NOW))).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void whileOneSecretFollowsAnotherBothAreGoodAndNoThird() {
        RpcSecret next = RpcSecret.random();
        Parrot parrot = word -> new Said(word.text());
        try (RpcServer server = RpcServer.start(
                        "127.0.0.1",
                        0,
                        Map.of(Parrot.class, parrot),
                        loop.secret.accepting(next),
                        RpcConfig.DEFAULTS.withDeadline(Loopback.PATIENCE));
                RpcClient before = connect(server, loop.secret);
                RpcClient after = connect(server, next.accepting(loop.secret));
                RpcClient stranger = connect(server, RpcSecret.random())) {
            assertThat(before.contract(Parrot.class).say(new Word("one")).text())
                    .isEqualTo("one");
            assertThat(after.contract(Parrot.class).say(new Word("two")).text()).isEqualTo("two");
            assertThatThrownBy(() -> stranger.contract(Parrot.class).say(new Word("three")))
                    .isInstanceOf(ServiceException.class);
        }
    }

    private static RpcClient connect(RpcServer server, RpcSecret secret) {
        return RpcClient.connect("feed", List.of("127.0.0.1:" + server.port()), secret);
    }

    @Test
    void anExpiredTokenIsRefused() {
        InstantSource past = InstantSource.offset(NOW, Duration.ofSeconds(-61));
        assertThat(status(new TokenIssuer("feed", loop.secret, past))).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aRememberedTokenExpiresToo() throws Exception {
        ClientInterceptor brief = header("Bearer " + signed(Parrot.class.getName(), Duration.ofSeconds(2)));
        assertThat(status(brief)).isEqualTo(Status.Code.OK);
        Instant expired = Instant.now().plusSeconds(2);
        while (Instant.now().isBefore(expired)) {
            status(brief);
        }
        assertThat(status(brief)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aTokenForAnotherServiceIsRefused() throws Exception {
        assertThat(status(header("Bearer " + signed("magpie.api.user.Users", Duration.ofSeconds(60)))))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aTokenThatLivesTooLongIsRefused() throws Exception {
        assertThat(status(header("Bearer " + signed(Parrot.class.getName(), Duration.ofSeconds(60)))))
                .isEqualTo(Status.Code.OK);
        assertThat(status(header("Bearer " + signed(Parrot.class.getName(), Duration.ofHours(1)))))
                .isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void anUnsignedTokenIsRefused() {
        PlainJWT plain = new PlainJWT(claims(Parrot.class.getName(), Duration.ofSeconds(60)));
        assertThat(status(header("Bearer " + plain.serialize()))).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aChangedTokenIsRefused() throws Exception {
        String token = signed(Parrot.class.getName(), Duration.ofSeconds(60));
        assertThat(status(header("Bearer " + token))).isEqualTo(Status.Code.OK);
        char other = token.charAt(60) == 'A' ? 'B' : 'A';
        String changed = token.substring(0, 60) + other + token.substring(61);
        assertThat(status(header("Bearer " + changed))).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void aRefusedCallLooksLikeADefectNotLikeAnEndedSession() {
        try (RpcClient stranger = RpcClient.connect("feed", List.of(loop.address()), RpcSecret.random())) {
            Parrot parrot = stranger.contract(Parrot.class);
            ServiceException e = catchThrowableOfType(ServiceException.class, () -> parrot.say(new Word("hello")));
            assertThat(e.code()).isEqualTo(Code.INTERNAL);
        }
    }

    @Test
    void aSecretIsReadFromAFileOfItsOwner(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("secret"), "0123456789abcdef0123456789abcdef".getBytes(US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        RpcSecret secret = RpcSecret.load(file);

        assertThat(secret.bytes()).asString(US_ASCII).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(secret).hasToString("RpcSecret[]");
    }

    @Test
    void aSecretOpenToEverybodyTooShortOrTooRegularIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("secret"), new byte[32]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> RpcSecret.load(file)).hasMessageContaining("chmod");

        Files.write(file, new byte[31]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> RpcSecret.load(file)).hasMessageContaining("has 31 bytes (expected: 32 to");

        Files.write(file, new byte[64]);
        assertThatThrownBy(() -> RpcSecret.load(file)).hasMessageContaining("has 1 different bytes (expected: random");
    }

    private Status.Code status(ClientInterceptor interceptor) {
        return statusOf(ClientInterceptors.intercept(raw, interceptor));
    }

    private static Status.Code statusOf(Channel channel) {
        byte[] word = Codec.of(Word.class).encode(new Word("hello"));
        try {
            ClientCalls.blockingUnaryCall(channel, SAY.descriptor(), CallOptions.DEFAULT, word);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static ClientInterceptor header(String value) {
        Metadata headers = new Metadata();
        headers.put(TokenIssuer.AUTHORIZATION, value);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private String signed(String audience, Duration life) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(audience, life));
        token.sign(new MACSigner(loop.secret.bytes()));
        return token.serialize();
    }

    private static JWTClaimsSet claims(String audience, Duration life) {
        return new JWTClaimsSet.Builder()
                .subject("feed")
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plus(life)))
                .build();
    }
}
