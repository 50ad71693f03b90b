package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.rpc.Parrot.Said;
import magpie.kit.rpc.Parrot.Word;
import magpie.kit.rpc.balance.PeerAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RpcLifecycleTest {
    private static final Word WORD = new Word("hello");
    private static final RpcSecret SECRET = RpcSecret.random();

    @Test
    void warmingWaitsForAServerThatComesLater() {
        int port = freePort();
        try (RpcClient client = RpcClient.connect("test", List.of("localhost:" + port), SECRET)) {
            assertThat(client.serving()).isFalse();
            CompletableFuture<Void> warm = CompletableFuture.runAsync(() -> client.warm(Loopback.PATIENCE));
            try (RpcServer server = server(port, "late")) {
                assertThat(server.port()).isEqualTo(port);
                warm.join();
                assertThat(client.contract(Parrot.class).say(WORD).text()).isEqualTo("late");
            }
        }
    }

    @Test
    void warmingEndsInTime() {
        try (RpcClient client = RpcClient.connect("test", List.of("127.0.0.1:" + freePort()), SECRET)) {
            ServiceException e =
                    catchThrowableOfType(ServiceException.class, () -> client.warm(Duration.ofMillis(200)));
            assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
        }
    }

    @Test
    void aPeerThatIsNotThereIsUnavailableAtOnce() {
        try (RpcClient client = RpcClient.connect("test", List.of("127.0.0.1:" + freePort()), SECRET)) {
            Parrot parrot = client.contract(Parrot.class);
            ServiceException e = catchThrowableOfType(ServiceException.class, () -> parrot.say(WORD));
            assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(e.safeMessage()).doesNotContain("127.0.0.1");
        }
    }

    @Test
    void callsGoInTurnAndPastAPeerThatLeft() {
        RpcServer one = server(0, "one");
        try (RpcServer two = server(0, "two");
                RpcClient client = RpcClient.connect(
                        "test", List.of("127.0.0.1:" + one.port(), "127.0.0.1:" + two.port()), SECRET)) {
            client.warm(Loopback.PATIENCE);
            Parrot parrot = client.contract(Parrot.class);
            Set<String> heard = new HashSet<>();
            while (heard.size() < 2) {
                heard.add(parrot.say(WORD).text());
            }
            one.close();
            for (int i = 0; i < 20; i++) {
                assertThat(parrot.say(WORD).text()).isEqualTo("two");
            }
        }
    }

    /** A process that is stopped by a signal, or cut off, keeps its connections and does not answer. */
    @Test
    @Timeout(60)
    void whatAPeerThatHangsWasAskedAnotherAnswers() {
        CountDownLatch over = new CountDownLatch(1);
        Parrot hanging = word -> sayAfter(new CountDownLatch(1), over);
        try (RpcServer one = server(0, "one");
                RpcServer two = RpcServer.start("127.0.0.1", 0, Map.of(Parrot.class, hanging), SECRET);
                RpcClient client = RpcClient.connect(
                        "test",
                        List.of("127.0.0.1:" + one.port(), "127.0.0.1:" + two.port()),
                        SECRET,
                        List.of(Parrot.class));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.warm(Loopback.PATIENCE);
            Parrot parrot = client.contract(Parrot.class);
            int atOnce = 0;
            while (atOnce < 3) {
                long start = System.nanoTime();
                List<CompletableFuture<Said>> calls = IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> parrot.say(WORD), threads))
                        .toList();
                calls.forEach(call -> assertThat(call.join().text()).isEqualTo("one"));
                boolean waited =
                        System.nanoTime() - start > Duration.ofMillis(900).toNanos();
                atOnce = waited ? 0 : atOnce + 1;
            }
            over.countDown();
        }
    }

    /** By default gRPC would make its fifth try after nine seconds, and back off further. */
    @Test
    @Timeout(8)
    void aPeerThatIsAwayIsLookedForEverySecond() throws IOException {
        try (ServerSocket away = new ServerSocket(0);
                RpcClient client = RpcClient.connect("test", List.of("127.0.0.1:" + away.getLocalPort()), SECRET)) {
            assertThat(client.serving()).isFalse();
            for (int i = 0; i < 5; i++) {
                away.accept().close();
            }
        }
    }

    @Test
    void aClosingServerLetsRunningCallsEnd() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> sayAfter(arrived, leave))) {
            CompletableFuture<Said> call =
                    CompletableFuture.supplyAsync(() -> loop.peer().say(WORD));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> close = CompletableFuture.runAsync(loop.server::close);
            leave.countDown();
            assertThat(call.join().text()).isEqualTo("after");
            close.join();
        }
    }

    @Test
    void oneCallTooManyIsRefusedAsOverload() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        RpcConfig narrow = RpcConfig.DEFAULTS.withMaxConcurrentCalls(1);
        try (Loopback<Parrot> loop = new Loopback<>(Parrot.class, word -> sayAfter(arrived, leave), narrow);
                RpcClient other = RpcClient.connect("test", List.of(loop.address()), loop.secret)) {
            CompletableFuture<Said> call =
                    CompletableFuture.supplyAsync(() -> loop.peer().say(WORD));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            Parrot second = other.contract(Parrot.class);
            ServiceException e = catchThrowableOfType(ServiceException.class, () -> second.say(WORD));
            leave.countDown();
            assertThat(e.code()).isEqualTo(Code.OVERLOADED);
            assertThat(e.retryAfterSeconds()).isEqualTo(1);
            assertThat(call.join().text()).isEqualTo("after");
            assertThat(second.say(WORD).text()).isEqualTo("after");
        }
    }

    @Test
    void theHealthServiceNeedsNoToken() {
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> new Said(word.text()))) {
            ManagedChannel raw = NettyChannelBuilder.forTarget(
                            PeerAddresses.target(List.of(loop.address())), InsecureChannelCredentials.create())
                    .build();
            HealthCheckRequest request = HealthCheckRequest.newBuilder()
                    .setService(Parrot.class.getName())
                    .build();
            assertThat(HealthGrpc.newBlockingStub(raw).check(request).getStatus())
                    .isEqualTo(ServingStatus.SERVING);
            raw.shutdownNow();
        }
    }

    @Test
    void aTakenPortIsToldPlainly() {
        try (RpcServer server = server(0, "first")) {
            assertThatThrownBy(() -> server(server.port(), "second"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + server.port());
        }
    }

    @Test
    void addressesThatAreNoneAreRefused() {
        for (String wrong : List.of("", "host", "host:", ":80", "host:0", "host:70000", "host:x", "a:1,b:2")) {
            assertThatThrownBy(() -> RpcClient.connect("test", List.of(wrong), SECRET))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: host:port");
        }
        assertThatThrownBy(() -> RpcClient.connect("test", List.of(), SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressMayBeIpv6() {
        assertThat(PeerAddresses.target(List.of("[::1]:9001", "post-1:9002")))
                .isEqualTo("magpie:///%5B::1%5D:9001,post-1:9002");
    }

    private static RpcServer server(int port, String says) {
        Parrot parrot = word -> new Said(says);
        return RpcServer.start("127.0.0.1", port, Map.of(Parrot.class, parrot), SECRET);
    }

    private static int freePort() {
        try (RpcServer server = server(0, "nothing")) {
            return server.port();
        }
    }

    private static Said sayAfter(CountDownLatch arrived, CountDownLatch leave) {
        arrived.countDown();
        try {
            return new Said(leave.await(30, TimeUnit.SECONDS) ? "after" : "too late");
        } catch (InterruptedException e) {
            return new Said("interrupted");
        }
    }
}
