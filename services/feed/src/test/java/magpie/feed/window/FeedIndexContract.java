package magpie.feed.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import magpie.api.Limits;
import org.junit.jupiter.api.Test;

/** What every index does. Ids are realistic: several per millisecond, over several milliseconds. */
public abstract class FeedIndexContract {
    protected static final int WINDOW = 40;
    private static final long FINGERPRINT = 42;

    /** Returns the index, with windows of {@link #WINDOW} entries. */
    protected abstract FeedIndex index();

    /** Returns how many entries beyond the window it may keep. */
    protected abstract int slack();

    /** Returns a reader that no other test has. */
    protected abstract long reader();

    @Test
    void deliversOnlyToWindowsThatExist() {
        long here = reader();
        long away = reader();
        filled(here);
        assertThat(index().deliver(new long[] {here, away, reader()}, id(1), 7)).isEqualTo(1);
        assertThat(all(here)).containsExactly(id(1));
        assertThat(index().deliver(new long[0], id(2), 7)).isZero();
    }

    @Test
    void takesAnEntryOnceAndSortsByActivity() {
        long reader = reader();
        filled(reader);
        assertThat(deliver(reader, 5, 2, 9)).isEqualTo(3);
        assertThat(deliver(reader, 5, 2, 9, 7)).isEqualTo(1);
        assertThat(all(reader)).containsExactly(id(9), id(7), id(5), id(2));
        Slice slice = index().window(reader).below(id(9), 2);
        assertThat(activities(slice)).containsExactly(id(7), id(5));
        assertThat(slice.post(0)).isEqualTo(id(7) + 1);
        assertThat(slice.floor()).isZero();
    }

    @Test
    void takesDeliveriesWhileItIsBuilt() {
        long reader = reader();
        Window window = index().window(reader);
        long building = window.begin();
        deliver(reader, 50, 20);
        Slice stored = stored(19, 40, 30, 20);
        assertThat(window.complete(building, stored, FINGERPRINT)).isTrue();
        assertThat(all(reader)).containsExactly(id(50), id(40), id(30), id(20));
        assertThat(window.below(Limits.NEWEST, 100).floor()).isEqualTo(id(19));
    }

    @Test
    void showsNothingAtOrBelowTheFloor() {
        long reader = reader();
        Window window = index().window(reader);
        window.complete(window.begin(), stored(30, 60, 45), FINGERPRINT);
        deliver(reader, 30, 29, 31);
        assertThat(all(reader)).containsExactly(id(60), id(45), id(31));
        assertThat(window.below(id(31), 10).size()).isZero();
        assertThat(window.below(1, 10).floor()).isEqualTo(id(30));
    }

    @Test
    void mayBeBuiltTwice() {
        long reader = reader();
        Window window = index().window(reader);
        long one = window.begin();
        long other = window.begin();
        assertThat(window.complete(other, stored(10, 30, 20), FINGERPRINT)).isTrue();
        assertThat(window.complete(one, stored(15, 40, 20), FINGERPRINT)).isTrue();
        assertThat(all(reader)).containsExactly(id(40), id(30), id(20));
        assertThat(window.below(Limits.NEWEST, 100).floor()).isEqualTo(id(15));
    }

    @Test
    void forgets() {
        long reader = reader();
        filled(reader);
        deliver(reader, 5);
        index().forget(reader);
        assertThat(deliver(reader, 6)).isZero();
        index().forget(reader);
    }

    @Test
    void pagesGoOnWithinOneMillisecond() {
        long reader = reader();
        filled(reader);
        long[] sameMoment = new long[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            sameMoment[i] = (1_000L << 22) + i;
            index().deliver(new long[] {reader}, sameMoment[i], sameMoment[i]);
        }
        long before = Limits.NEWEST;
        for (int i = WINDOW - 1; i >= 0; i--) {
            Slice next = index().window(reader).below(before, 1);
            assertThat(activities(next)).containsExactly(sameMoment[i]);
            before = next.activity(0);
        }
        assertThat(index().window(reader).below(before, 1).size()).isZero();
    }

    /** Random deliveries against a sorted map: the newest are there, and everything above the floor is. */
    @Test
    void agreesWithAPlainModel() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            long reader = reader();
            filled(reader);
            TreeMap<Long, Long> model = new TreeMap<>();
            for (int i = 0; i < 3 * (WINDOW + slack()); i++) {
                long id = id(random.nextInt(4 * WINDOW + 4 * slack()) + 1);
                index().deliver(new long[] {reader}, id, id + 1);
                model.put(id, id + 1);
            }
            long floor = index().window(reader).below(Limits.NEWEST, 1).floor();
            long[] expected = model.tailMap(floor, false).descendingKeySet().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            assertThat(all(reader)).as("seed %d", seed).containsExactly(expected);
            assertThat(expected.length)
                    .as("seed %d, of %d", seed, model.size())
                    .isBetween(Math.min(WINDOW, model.size()), WINDOW + slack());
            long before = id(random.nextInt(4 * WINDOW));
            assertThat(activities(index().window(reader).below(before, 5)))
                    .as("seed %d below %d", seed, before)
                    .containsExactly(Arrays.stream(expected)
                            .filter(id -> id < before)
                            .limit(5)
                            .toArray());
        }
    }

    protected final void filled(long reader) {
        Window window = index().window(reader);
        assertThat(window.complete(window.begin(), stored(0), FINGERPRINT)).isTrue();
    }

    protected final int deliver(long reader, int... numbers) {
        int delivered = 0;
        for (int number : numbers) {
            delivered += index().deliver(new long[] {reader}, id(number), id(number) + 1);
        }
        return delivered;
    }

    protected final long[] all(long reader) {
        return activities(index().window(reader).below(Limits.NEWEST, WINDOW + slack()));
    }

    /** Entries of the stores: the floor first, then activities, newest first. */
    protected static Slice stored(int floor, int... numbers) {
        long[] activities =
                Arrays.stream(numbers).mapToLong(FeedIndexContract::id).toArray();
        long[] posts = Arrays.stream(activities).map(id -> id + 1).toArray();
        return new Slice(activities, posts, numbers.length, floor == 0 ? 0 : id(floor));
    }

    /** Ids of which three share a millisecond. */
    protected static long id(int number) {
        return ((number / 3L) << 22) + number;
    }

    protected static long[] activities(Slice slice) {
        return Arrays.copyOf(slice.activities, slice.size);
    }
}
