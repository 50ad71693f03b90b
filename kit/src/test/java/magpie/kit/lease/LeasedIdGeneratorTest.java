package magpie.kit.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.kit.StartException;
import org.junit.jupiter.api.Test;

class LeasedIdGeneratorTest {
    private final MapLeases leases = new MapLeases();
    private final SetClock clock = new SetClock();

    @Test
    void processesGenerateUnderDifferentNumbers() {
        try (LeasedIdGenerator one = LeasedIdGenerator.start(leases, InstantSource.system());
                LeasedIdGenerator other = LeasedIdGenerator.start(leases, InstantSource.system())) {
            assertThat(one.number()).isNotEqualTo(other.number());
            assertThat(one.next()).isLessThan(one.next());
            assertThat(worker(other.next())).isEqualTo(other.number());
        }
    }

    @Test
    void aClosedGeneratorGivesItsNumberBack() {
        LeasedIdGenerator.start(leases, InstantSource.system()).close();

        assertThat(leases.held).isEmpty();
    }

    @Test
    void refusesToStartWhenAllNumbersAreTaken() {
        IntStream.rangeClosed(0, Ids.MAX_WORKER).forEach(n -> leases.held.put("worker-" + n, "somebody"));

        assertThatThrownBy(() -> LeasedIdGenerator.start(leases, InstantSource.system()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("1024 worker numbers");
    }

    @Test
    void startsAboveWhatTheLastHolderOfANumberGenerated() {
        allButOneTaken();
        LeasedIdGenerator first = LeasedIdGenerator.start(leases, InstantSource.system());
        long last = first.next();
        first.close();

        try (LeasedIdGenerator second = LeasedIdGenerator.start(leases, InstantSource.system())) {
            assertThat(second.number()).isEqualTo(Ids.MAX_WORKER);
            assertThat(second.next()).isGreaterThan(last);
        }
    }

    @Test
    void mintsNothingAgainAfterAKillAndAClockThatWasPutBack() {
        allButOneTaken();
        Link link = new Link(leases);
        LeasedIdGenerator first = LeasedIdGenerator.start(link, clock);
        long last = first.next();
        link.cut = true; // killed, and its lease ran out
        leases.held.remove("worker-" + Ids.MAX_WORKER);
        clock.advance(Duration.ofSeconds(-30));

        try (LeasedIdGenerator second = LeasedIdGenerator.start(leases, clock)) {
            assertThat(second.number()).isEqualTo(Ids.MAX_WORKER);
            assertThat(second.next()).isGreaterThan(last);
        } finally {
            link.cut = false;
            first.close();
        }
    }

    @Test
    void mintsNothingOlderUnderAnotherNumberEither() {
        LeasedIdGenerator first = LeasedIdGenerator.start(leases, clock);
        long last = first.next();
        clock.advance(Duration.ofSeconds(-30));
        try (LeasedIdGenerator second = LeasedIdGenerator.start(leases, clock)) {
            assertThat(second.number()).isNotEqualTo(first.number());
            assertThat(second.next()).isGreaterThan(last);
        } finally {
            first.close();
        }
    }

    @Test
    void idsNeedNoWritesOfTheirOwn() {
        try (LeasedIdGenerator ids = LeasedIdGenerator.start(leases, clock)) {
            leases.raised.set(0);
            IntStream.range(0, 100_000).forEach(id -> ids.next());
            assertThat(leases.raised.get()).isLessThan(10); // renewals, if any
        }
    }

    @Test
    void aClockThatIsPutForwardStopsNobody() {
        try (LeasedIdGenerator ids = LeasedIdGenerator.start(leases, clock)) {
            clock.advance(Duration.ofHours(1));
            long id = ids.next();
            assertThat(Ids.millis(id)).isEqualTo(clock.millis());
            assertThat(leases.marks).anySatisfy((name, mark) -> assertThat(mark).isGreaterThan(id));
        }
    }

    @Test
    void nothingIsGeneratedThatCouldNotBeKept() {
        try (LeasedIdGenerator ids = LeasedIdGenerator.start(leases, clock)) {
            leases.away = true;
            ids.next();
            clock.advance(LeasedIdGenerator.AHEAD.plusMillis(1));
            assertThatThrownBy(ids::next).isInstanceOf(ServiceException.class);
            leases.away = false;
            assertThat(Ids.millis(ids.next())).isEqualTo(clock.millis());
        }
    }

    @Test
    void anOrdinaryStartBeginsAtTheClock() {
        LeasedIdGenerator.start(leases, clock).close();
        try (LeasedIdGenerator next = LeasedIdGenerator.start(leases, clock)) {
            assertThat(Ids.millis(next.next())).isEqualTo(clock.millis());
        }
    }

    private void allButOneTaken() {
        IntStream.range(0, Ids.MAX_WORKER).forEach(n -> leases.held.put("worker-" + n, "somebody"));
    }

    private static int worker(long id) {
        return (int) (id >>> Ids.WORKER_SHIFT) & Ids.MAX_WORKER;
    }

    /** A clock that can be put back and forward. */
    private static final class SetClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** One process's connection to the leases, which can be cut. */
    private static final class Link implements IdLeases {
        private final MapLeases leases;
        private volatile boolean cut;

        Link(MapLeases leases) {
            this.leases = leases;
        }

        @Override
        public boolean hold(String name, String holder, Duration time) {
            return there().hold(name, holder, time);
        }

        @Override
        public void release(String name, String holder) {
            there().release(name, holder);
        }

        @Override
        public long mark(String name) {
            return there().mark(name);
        }

        @Override
        public void raise(String name, long mark) {
            there().raise(name, mark);
        }

        private MapLeases there() {
            if (cut) {
                throw ServiceException.unavailable("cut", null);
            }
            return leases;
        }
    }

    /** Leases in a map without expiry: the stores' tests cover the rest. */
    private static final class MapLeases implements IdLeases {
        final Map<String, String> held = new ConcurrentHashMap<>();
        final Map<String, Long> marks = new ConcurrentHashMap<>();
        final AtomicInteger raised = new AtomicInteger();
        volatile boolean away;

        @Override
        public boolean hold(String name, String holder, Duration time) {
            refuseWhileAway();
            return held.computeIfAbsent(name, key -> holder).equals(holder);
        }

        @Override
        public void release(String name, String holder) {
            held.remove(name, holder);
        }

        @Override
        public long mark(String name) {
            refuseWhileAway();
            return marks.getOrDefault(name, 0L);
        }

        @Override
        public void raise(String name, long mark) {
            refuseWhileAway();
            raised.incrementAndGet();
            marks.merge(name, mark, Math::max);
        }

        private void refuseWhileAway() {
            if (away) {
                throw ServiceException.unavailable("away", null);
            }
        }
    }
}
