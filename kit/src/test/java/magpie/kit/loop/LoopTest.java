package magpie.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void whatNeverStartedIsOver() {
        Loop loop = Loop.of(Thread.ofVirtual().name("never"), () -> {});
        loop.end();
        assertThat(loop.join(LONG)).isTrue();
    }

    @Test
    void goesOnAfterWhateverARoundThrows() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        Loop loop = start(() -> {
            rounds.countDown();
            switch ((int) rounds.getCount()) {
                case 3 -> throw new IllegalStateException("foreseen by nobody");
                case 2 -> throw new StackOverflowError("neither was this");
                case 1 -> throw new InterruptedException("by whom?");
                default -> never.await();
            }
        });
        assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
        loop.interrupt();
        assertThat(loop.join(LONG)).isTrue();
    }

    @Test
    void anInterruptWithoutTheEndEndsAWaitAlone() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch waits = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        Loop loop = start(() -> {
            thread.set(Thread.currentThread());
            waits.countDown();
            if (waits.getCount() == 1) {
                Thread.currentThread().interrupt(); // as something that it calls may
            }
            never.await();
        });
        assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().isAlive()).isTrue();
        loop.interrupt();
        assertThat(loop.join(LONG)).isTrue();
    }

    @Test
    void whatWasPromisedIsDoneBeforeTheEnd() {
        AtomicInteger left = new AtomicInteger(3);
        CountDownLatch go = new CountDownLatch(1);
        Loop loop = start(new Loop.Body() {
            @Override
            public void round() throws InterruptedException {
                go.await();
                left.decrementAndGet();
            }

            @Override
            public boolean hasMore() {
                return left.get() > 0;
            }
        });
        loop.end();
        go.countDown();
        assertThat(loop.join(LONG)).isTrue();
        assertThat(left).hasValue(0);
    }

    @Test
    void anEndThatNobodyAskedForIsTold() {
        Vitals vitals = new Vitals();
        List<String> told = new ArrayList<>();
        AtomicReference<Loop> loop = new AtomicReference<>();
        vitals.watching(() -> loop.set(start(new Loop.Body() {
            @Override
            public void round() {
                throw new IllegalStateException("first");
            }

            @Override
            public void failed(String name, Throwable reason) {
                throw new AssertionError("second", reason);
            }
        })));
        assertThat(loop.get().join(LONG)).isTrue();
        assertThat(vitals.ended())
                .hasEntrySatisfying("test", reason -> assertThat(reason).contains("second"));
        vitals.onEnd((name, reason) -> told.add(name));
        assertThat(told).containsExactly("test");
    }

    @Test
    void anEndThatWasAskedForIsNot() {
        Vitals vitals = new Vitals();
        AtomicReference<Loop> loop = new AtomicReference<>();
        CountDownLatch never = new CountDownLatch(1);
        vitals.watching(() -> loop.set(start(never::await)));
        loop.get().interrupt();
        assertThat(loop.get().join(LONG)).isTrue();
        assertThat(vitals.ended()).isEmpty();
    }

    @Test
    void loopsOfALoopBelongToTheSame() throws InterruptedException {
        Vitals vitals = new Vitals();
        AtomicReference<Vitals> seen = new AtomicReference<>();
        CountDownLatch round = new CountDownLatch(1);
        AtomicReference<Loop> loop = new AtomicReference<>();
        vitals.watching(() -> loop.set(start(() -> {
            seen.set(Vitals.current());
            round.countDown();
            LockSupport.parkNanos(1_000_000);
        })));
        assertThat(round.await(20, TimeUnit.SECONDS)).isTrue();
        loop.get().end();
        assertThat(loop.get().join(LONG)).isTrue();
        assertThat(seen).hasValue(vitals);
    }

    private static Loop start(Loop.Body body) {
        return Loop.of(Thread.ofPlatform().daemon().name("test"), body).start();
    }
}
