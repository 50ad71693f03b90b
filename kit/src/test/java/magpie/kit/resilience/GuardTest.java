package magpie.kit.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Context;
import io.grpc.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.Once;
import magpie.api.ReadOnly;
import magpie.api.ServiceException;
import magpie.kit.rpc.RpcClient;
import magpie.kit.rpc.RpcSecret;
import magpie.kit.rpc.RpcServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardTest {
    interface Till {
        @ReadOnly
        Sum read(Sum request);

        @Once
        Sum add(Sum request);
    }

    record Sum(int cents) {}

    /** Fails as told, call by call, and then works. */
    private static final class Shaky implements Till {
        final Deque<RuntimeException> failures = new ArrayDeque<>();
        int calls;

        @Nullable
        Deadline deadline;

        @Override
        public Sum read(Sum request) {
            calls++;
            deadline = Context.current().getDeadline();
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return request;
        }

        @Override
        public Sum add(Sum request) {
            return read(request);
        }

        void failing(int times, Code code) {
            for (int i = 0; i < times; i++) {
                failures.add(ServiceException.of(code, "told to"));
            }
        }
    }

    private static final Sum SUM = new Sum(5);
    private static final GuardConfig SMALL = new GuardConfig(
            10,
            4,
            50,
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            2,
            0,
            Duration.ofMillis(1),
            Duration.ofSeconds(20),
            100);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Shaky shaky = new Shaky();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Till guarded(GuardConfig config) {
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return Guard.around(Till.class, shaky, "shop", config, registry, clock);
    }

    @Test
    void theBreakerOpensTriesAndCloses() {
        Till till = guarded(SMALL);
        shaky.failing(4, Code.UNAVAILABLE);
        for (int i = 0; i < 4; i++) {
            assertThat(refusal(() -> till.add(SUM)).safeMessage()).isEqualTo("told to");
        }
        assertThat(state()).isEqualTo(2);

        ServiceException refused = refusal(() -> till.add(SUM));
        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.retryAfterSeconds()).isEqualTo(2);
        assertThat(shaky.calls).as("an open breaker does not call").isEqualTo(4);

        now = now.plusSeconds(3);
        assertThat(till.add(SUM)).isEqualTo(SUM);
        assertThat(state()).isEqualTo(1);
        assertThat(till.add(SUM)).isEqualTo(SUM);
        assertThat(state()).isZero();
    }

    @Test
    void whatAPeerCannotDoSaysNothingOfTheRest() {
        Till till = guarded(SMALL);
        shaky.failing(4, Code.UNAVAILABLE);
        for (int i = 0; i < 4; i++) {
            refusal(() -> till.add(SUM));
        }
        assertThat(state()).isEqualTo(2);
        assertThat(till.read(SUM)).isEqualTo(SUM);
        assertThat(refusal(() -> till.add(SUM)).safeMessage()).isEqualTo("A service is not reachable.");
    }

    @Test
    void aPeerThatStillFailsKeepsItOpen() {
        Till till = guarded(SMALL);
        shaky.failing(6, Code.OVERLOADED);
        for (int i = 0; i < 4; i++) {
            refusal(() -> till.add(SUM));
        }
        now = now.plusSeconds(3);
        refusal(() -> till.add(SUM));
        refusal(() -> till.add(SUM));
        assertThat(state()).isEqualTo(2);
    }

    @Test
    void errorsOfTheCallerAreAnswersLikeAnyOther() {
        Till till = guarded(SMALL);
        shaky.failing(20, Code.NOT_FOUND);
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(() -> till.read(SUM)).code()).isEqualTo(Code.NOT_FOUND);
        }
        assertThat(state()).isZero();
    }

    @Test
    void slowCallsOpenItToo() {
        GuardConfig impatient = new GuardConfig(
                10,
                4,
                50,
                Duration.ofNanos(1),
                Duration.ofSeconds(2),
                2,
                0,
                Duration.ofMillis(1),
                Duration.ofDays(1),
                100);
        Till till = guarded(impatient);
        for (int i = 0; i < 4; i++) {
            till.add(SUM);
        }
        assertThat(state()).isEqualTo(2);
    }

    @Test
    void onlyCallsThatMayBeSentTwiceAreRetried() {
        Till till = guarded(SMALL.withRetries(2));
        shaky.failing(2, Code.UNAVAILABLE);
        assertThat(till.read(SUM)).isEqualTo(SUM);
        assertThat(shaky.calls).isEqualTo(3);

        shaky.failing(1, Code.UNAVAILABLE);
        assertThat(refusal(() -> till.add(SUM)).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(shaky.calls).isEqualTo(4);
    }

    @Test
    void noCallIsRetriedUnlessAskedFor() {
        Till till = guarded(SMALL);
        shaky.failing(1, Code.UNAVAILABLE);
        refusal(() -> till.read(SUM));
        assertThat(shaky.calls).isEqualTo(1);
    }

    @Test
    void retriesEnd() {
        Till till = guarded(SMALL.withRetries(2));
        shaky.failing(9, Code.UNAVAILABLE);
        assertThat(refusal(() -> till.read(SUM)).safeMessage()).isEqualTo("told to");
        assertThat(shaky.calls).isEqualTo(3);
    }

    @Test
    void anOverloadedPeerIsLeftAlone() {
        Till till = guarded(SMALL.withRetries(2));
        shaky.failing(1, Code.OVERLOADED);
        refusal(() -> till.read(SUM));
        assertThat(shaky.calls).isEqualTo(1);
    }

    @Test
    void retriesStayWithinTheDeadline() {
        GuardConfig brief = new GuardConfig(
                10,
                4,
                50,
                Duration.ofDays(1),
                Duration.ofSeconds(2),
                2,
                2,
                Duration.ofDays(1),
                Duration.ofSeconds(5),
                100);
        shaky.failing(1, Code.UNAVAILABLE);
        refusal(() -> guarded(brief).read(SUM));
        assertThat(shaky.calls).as("a pause longer than the deadline").isEqualTo(1);
    }

    @Test
    void aRetryHasWhatIsLeftOfTheDeadline() {
        shaky.failing(1, Code.UNAVAILABLE);
        guarded(SMALL.withRetries(2)).read(SUM);
        assertThat(shaky.deadline).as("of the retry").isNotNull();
        assertThat(shaky.deadline.timeRemaining(TimeUnit.MILLISECONDS)).isBetween(1L, 20_000L);
    }

    @Test
    void retriesEndWhenNearlyEveryCallNeedsOne() {
        GuardConfig neverOpens = new GuardConfig(
                100,
                100,
                100,
                Duration.ofDays(1),
                Duration.ofSeconds(2),
                2,
                1,
                Duration.ofMillis(1),
                Duration.ofDays(1),
                100);
        Till till = guarded(neverOpens);
        shaky.failing(80, Code.UNAVAILABLE);
        for (int i = 0; i < 30; i++) {
            refusal(() -> till.read(SUM));
        }
        assertThat(shaky.calls)
                .as("30 calls and the 20 retries given in advance")
                .isEqualTo(50);

        shaky.failures.clear();
        for (int i = 0; i < 10; i++) {
            till.read(SUM);
        }
        shaky.failing(2, Code.UNAVAILABLE);
        refusal(() -> till.read(SUM));
        assertThat(shaky.calls).as("ten that succeeded pay for one more").isEqualTo(62);
    }

    @Test
    void oneCallTooManyIsRefusedWhileTheOthersGoOn() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        Till slow = new Till() {
            @Override
            public Sum read(Sum request) {
                return add(request);
            }

            @Override
            public Sum add(Sum request) {
                inside.countDown();
                awaited(leave);
                return request;
            }
        };
        Till till = Guard.around(Till.class, slow, "shop", SMALL.withConcurrent(2), registry);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Sum>> calls = List.of(threads.submit(() -> till.add(SUM)), threads.submit(() -> till.add(SUM)));
            inside.await();
            assertThat(refusal(() -> till.add(SUM)).code()).isEqualTo(Code.OVERLOADED);
            assertThat(underWay()).isEqualTo(2);
            leave.countDown();
            assertThat(calls).allSatisfy(call -> assertThat(call.get()).isEqualTo(SUM));
        }
        assertThat(till.add(SUM)).isEqualTo(SUM);
        assertThat(underWay()).isZero();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double underWay() {
        return registry.get("magpie.bulkhead.calls").gauge().value();
    }

    @Test
    void aRealPeerThatLeftAndCameBack() {
        RpcSecret secret = RpcSecret.random();
        RpcServer first = RpcServer.start("127.0.0.1", 0, Map.of(Till.class, shaky), secret);
        int port = first.port();
        try (RpcClient client = RpcClient.connect("shop", List.of("127.0.0.1:" + port), secret)) {
            client.warm(Duration.ofSeconds(20));
            InstantSource source = () -> now;
            Till till = Guard.around(
                    Till.class,
                    client.contract(Till.class),
                    "shop",
                    SMALL.withRetries(2),
                    registry,
                    source.withZone(ZoneOffset.UTC));
            assertThat(till.read(SUM)).isEqualTo(SUM);

            first.close();
            while (state() != 2) {
                assertThat(refusal(() -> till.read(SUM)).code()).isEqualTo(Code.UNAVAILABLE);
            }
            try (RpcServer second = RpcServer.start("127.0.0.1", port, Map.of(Till.class, shaky), secret)) {
                assertThat(second.port()).isEqualTo(port);
                client.warm(Duration.ofSeconds(20));
                now = now.plusSeconds(3);
                assertThat(till.read(SUM)).isEqualTo(SUM);
                assertThat(till.read(SUM)).isEqualTo(SUM);
                assertThat(state()).isZero();
            }
        }
    }

    private double state() {
        return registry.get("magpie.breaker.state")
                .tags("caller", "shop", "contract", "Till")
                .gauge()
                .value();
    }

    private static ServiceException refusal(Runnable call) {
        return catchThrowableOfType(ServiceException.class, call::run);
    }
}
