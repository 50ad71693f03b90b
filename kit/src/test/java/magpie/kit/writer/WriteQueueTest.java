package magpie.kit.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.loop.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WriteQueueTest {
    private final WriteQueue<Doubling> queue = new WriteQueue<>(2);
    private final AtomicInteger rounds = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /** Doubles a number. */
    private static final class Doubling extends WriteRequest<Integer> {
        private final int number;

        Doubling(int number) {
            this.number = number;
        }

        void run() {
            if (isTooLate()) {
                refused(ServiceException.unavailable("too late", null));
            } else {
                succeeded(2 * number);
            }
            answer();
        }
    }

    /** Takes requests as a writer does. */
    private final class Writer implements Loop.Body {
        private final WriteQueue<Doubling> queue;

        Writer(WriteQueue<Doubling> queue) {
            this.queue = queue;
        }

        @Override
        public void round() throws InterruptedException {
            rounds.incrementAndGet();
            Doubling first = queue.take();
            for (Doubling next = first; next != null; next = queue.poll()) {
                next.run();
            }
        }

        @Override
        public boolean hasMore() {
            return queue.size() > 0;
        }

        @Override
        public void ended() {
            queue.end(ServiceException.unavailable("The program is stopping.", null));
        }
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private int submit(int number) {
        Doubling request = new Doubling(number);
        queue.put(request);
        return request.await();
    }

    private Loop writer() {
        return Loop.of(Thread.ofPlatform().daemon().name("writer"), new Writer(queue))
                .start();
    }

    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void manyCallersGetTheirOwnAnswers() throws Exception {
        Loop writer = writer();
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int number = i;
            answers.add(callers.submit(() -> {
                int sum = 0;
                for (int n = 0; n < 1_000; n++) {
                    sum += submit(number) - 2 * number;
                }
                return sum;
            }));
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isZero();
        }
        queue.close(writer);
        assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aWriterWithoutWorkSleepsUntilItIsWoken() throws Exception {
        Loop writer = writer();
        awaitTrue(() -> rounds.get() == 1);
        queue.wakeUp();
        awaitTrue(() -> rounds.get() == 2);
        assertThat(submit(4)).isEqualTo(8);
        awaitTrue(() -> rounds.get() == 3);
        queue.close(writer);
        assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
        assertThat(rounds).hasValue(3);
    }

    @Test
    void whatWaitsAtTheEndIsWrittenAndWhatComesLaterRefused() throws Exception {
        Future<Integer> first = callers.submit(() -> submit(1));
        Future<Integer> second = callers.submit(() -> submit(2));
        awaitTrue(() -> queue.size() == 2);
        Loop writer = Loop.of(Thread.ofPlatform().daemon().name("writer"), new Writer(queue));
        queue.close(writer);
        assertThatThrownBy(() -> submit(3)).hasMessageContaining("stopping");
        writer.start();
        assertThat(first.get()).isEqualTo(2);
        assertThat(second.get()).isEqualTo(4);
    }

    @Test
    void tooManyAreRefused() throws Exception {
        Future<Integer> first = callers.submit(() -> submit(1));
        Future<Integer> second = callers.submit(() -> submit(2));
        awaitTrue(() -> queue.size() == 2);
        assertThatThrownBy(() -> submit(3))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.OVERLOADED));
        queue.end(ServiceException.unavailable("ended", null));
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasMessageContaining("ended");
        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).hasMessageContaining("ended");
    }

    /** Whoever takes a request back at the end must not leave the writer waiting for it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void aWriterEndsWhoeverComesMeanwhile(int size) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            WriteQueue<Doubling> brief = new WriteQueue<>(size);
            Loop writer = Loop.of(Thread.ofPlatform().daemon().name("writer"), new Writer(brief))
                    .start();
            CountDownLatch start = new CountDownLatch(3);
            List<Future<?>> putting = new ArrayList<>();
            for (int n = 0; n < 2; n++) {
                putting.add(callers.submit(() -> putUntilRefused(brief, start)));
            }
            start.countDown();
            start.await();
            brief.close(writer);
            assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
            for (Future<?> put : putting) {
                put.get();
            }
        }
    }

    private static void putUntilRefused(WriteQueue<Doubling> queue, CountDownLatch start) {
        start.countDown();
        try {
            while (true) {
                Doubling request = new Doubling(1);
                queue.put(request);
                request.await();
            }
        } catch (ServiceException e) {
            assertThat(e.code()).isIn(Code.UNAVAILABLE, Code.OVERLOADED);
        }
    }

    /** Nobody may wait for a writer that has gone, whenever they come. */
    @Test
    void nobodyWaitsForAWriterThatEnds() throws Exception {
        for (int i = 0; i < 300; i++) {
            WriteQueue<Doubling> brief = new WriteQueue<>(10);
            CountDownLatch start = new CountDownLatch(1);
            Future<String> caller = callers.submit(() -> {
                start.await();
                try {
                    Doubling request = new Doubling(1);
                    brief.put(request);
                    request.await();
                    return "answered";
                } catch (ServiceException e) {
                    return "refused";
                }
            });
            start.countDown();
            brief.end(ServiceException.unavailable("ended", null));
            assertThat(caller.get()).isEqualTo("refused");
        }
    }

    @Test
    void aChangeThatNobodyWaitsForIsNotMade() throws Exception {
        Doubling request = new Doubling(1);
        queue.put(request);
        Thread caller = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(request::await).hasMessageContaining("stopping"));
        caller.interrupt();
        caller.join();
        Doubling taken = queue.take();
        assertThat(taken).isSameAs(request);
        request.run();
        assertThatThrownBy(request::await).hasMessageContaining("too late");
    }
}
