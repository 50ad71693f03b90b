package magpie.kit.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import magpie.api.Ids;
import magpie.kit.StartException;
import org.junit.jupiter.api.Test;

class LeasedMintTest {
    private final MapLeases leases = new MapLeases();

    @Test
    void processesMintUnderDifferentNumbers() {
        try (LeasedMint one = LeasedMint.start(leases, InstantSource.system());
                LeasedMint other = LeasedMint.start(leases, InstantSource.system())) {
            assertThat(one.number()).isNotEqualTo(other.number());
            assertThat(one.next()).isLessThan(one.next());
            assertThat(worker(other.next())).isEqualTo(other.number());
        }
    }

    @Test
    void aClosedMintGivesItsNumberBack() {
        LeasedMint.start(leases, InstantSource.system()).close();

        assertThat(leases.held).isEmpty();
    }

    @Test
    void refusesToStartWhenAllNumbersAreTaken() {
        IntStream.rangeClosed(0, Ids.MAX_WORKER).forEach(n -> leases.held.put("worker-" + n, "somebody"));

        assertThatThrownBy(() -> LeasedMint.start(leases, InstantSource.system()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("1024 worker numbers");
    }

    @Test
    void startsAboveWhatTheLastHolderOfANumberMinted() {
        IntStream.range(0, Ids.MAX_WORKER).forEach(n -> leases.held.put("worker-" + n, "somebody"));
        LeasedMint first = LeasedMint.start(leases, InstantSource.system());
        long last = first.next();
        first.close();

        try (LeasedMint second = LeasedMint.start(leases, InstantSource.system())) {
            assertThat(second.number()).isEqualTo(Ids.MAX_WORKER);
            assertThat(second.next()).isGreaterThan(last);
        }
    }

    private static int worker(long id) {
        return (int) (id >>> Ids.WORKER_SHIFT) & Ids.MAX_WORKER;
    }

    /** Leases in a map, for ever: what the stores keep is tested with them. */
    private static final class MapLeases implements Leases {
        final Map<String, String> held = new ConcurrentHashMap<>();

        @Override
        public boolean hold(String name, String holder, Duration time) {
            return held.computeIfAbsent(name, key -> holder).equals(holder);
        }

        @Override
        public void release(String name, String holder) {
            held.remove(name, holder);
        }
    }
}
