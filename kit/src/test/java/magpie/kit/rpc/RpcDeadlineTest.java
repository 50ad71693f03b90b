package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.rpc.Parrot.Said;
import magpie.kit.rpc.Parrot.Word;
import org.junit.jupiter.api.Test;

class RpcDeadlineTest {
    private static final Word WORD = new Word("hello");
    private static final RpcConfig BRIEF = RpcConfig.DEFAULTS.withDeadline(Duration.ofMillis(300));

    @Test
    void aCallInsideACallHasWhatIsLeftOfItsTime() {
        try (Loopback<Parrot> inner = Loopback.of(Parrot.class, word -> new Said("" + millisLeft()));
                Loopback<Parrot> outer = new Loopback<>(
                        Parrot.class,
                        word -> inner.peer().say(word),
                        RpcConfig.DEFAULTS.withDeadline(Duration.ofSeconds(3)))) {
            assertThat(Long.parseLong(inner.peer().say(WORD).text())).isBetween(10_000L, 20_000L);
            assertThat(Long.parseLong(outer.peer().say(WORD).text())).isBetween(1L, 2_000L);
        }
    }

    @Test
    void aCallThatTakesTooLongIsUnavailable() {
        CountDownLatch over = new CountDownLatch(1);
        try (Loopback<Parrot> loop = new Loopback<>(Parrot.class, word -> sayAfter(over), BRIEF)) {
            ServiceException e = catchThrowableOfType(
                    ServiceException.class, () -> loop.peer().say(WORD));
            over.countDown();
            assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(e.retryAfterSeconds()).isPositive();
        }
    }

    @Test
    void whenTheOuterCallEndsTheInnerOneIsGivenUp() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        try (Loopback<Parrot> inner = Loopback.of(Parrot.class, word -> sayAfter(never));
                Loopback<Parrot> outer = new Loopback<>(Parrot.class, word -> relay(inner.peer(), givenUp), BRIEF)) {
            assertThatThrownBy(() -> outer.peer().say(WORD)).isInstanceOf(ServiceException.class);
            assertThat(givenUp.await(10, TimeUnit.SECONDS)).isTrue();
            never.countDown();
        }
    }

    @Test
    void thereIsTimeToAnswerWithoutAPeerThatHangs() {
        CountDownLatch over = new CountDownLatch(1);
        try (Loopback<Parrot> inner = Loopback.of(Parrot.class, word -> sayAfter(over));
                Loopback<Parrot> outer = new Loopback<>(
                        Parrot.class,
                        word -> without(inner.peer()),
                        RpcConfig.DEFAULTS.withDeadline(Duration.ofSeconds(3)))) {
            assertThat(outer.peer().say(WORD).text()).isEqualTo("without");
            over.countDown();
        }
    }

    private static Said without(Parrot next) {
        try {
            return next.say(WORD);
        } catch (ServiceException e) {
            return new Said("without");
        }
    }

    private static Said relay(Parrot next, CountDownLatch givenUp) {
        try {
            return next.say(WORD);
        } catch (ServiceException e) {
            givenUp.countDown();
            throw e;
        }
    }

    private static Said sayAfter(CountDownLatch latch) {
        try {
            return new Said(latch.await(30, TimeUnit.SECONDS) ? "after" : "too late");
        } catch (InterruptedException e) {
            return new Said("interrupted");
        }
    }

    private static long millisLeft() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS);
    }
}
