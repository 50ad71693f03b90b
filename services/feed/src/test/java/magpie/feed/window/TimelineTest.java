package magpie.feed.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void keepsTheNewestInOrderWhateverOrderTheyComeIn() {
        Timeline timeline = new Timeline(3);
        for (long id : new long[] {50, 10, 40, 20, 30}) {
            timeline.insert(id, id + 1);
        }
        Slice slice = timeline.below(Long.MAX_VALUE, 10);
        assertThat(activities(slice)).containsExactly(50, 40, 30);
        assertThat(Arrays.copyOf(slice.posts, slice.size)).containsExactly(51, 41, 31);
        assertThat(timeline.floor()).isEqualTo(20);
    }

    @Test
    void takesAnEntryOnce() {
        Timeline timeline = new Timeline(10);
        assertThat(timeline.insert(7, 7)).isTrue();
        assertThat(timeline.insert(7, 7)).isFalse();
        assertThat(timeline.size()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsOlderThanAFullWindowAndSaysSoInItsFloor() {
        Timeline timeline = new Timeline(2);
        timeline.insert(20, 20);
        timeline.insert(30, 30);
        assertThat(timeline.insert(10, 10)).isFalse();
        assertThat(timeline.floor()).isEqualTo(10);
        assertThat(timeline.insert(9, 9)).isFalse();
    }

    @Test
    void aStoreThatHasMoreBelowRaisesTheFloor() {
        Timeline timeline = new Timeline(10);
        timeline.insert(5, 5);
        timeline.insertAll(new Slice(new long[] {30, 20}, new long[] {30, 20}, 2, 19));
        assertThat(activities(timeline.below(Long.MAX_VALUE, 10))).containsExactly(30, 20);
        assertThat(timeline.floor()).isEqualTo(19);
        timeline.insertAll(new Slice(new long[] {40}, new long[] {40}, 1, 0));
        assertThat(timeline.floor()).isEqualTo(19);
    }

    @Test
    void aFullWindowHoldsAtMostTwentyBytesAnEntry() {
        Timeline timeline = new Timeline(800);
        for (int i = 1; i <= 2_000; i++) {
            timeline.insert(i, i);
            if (timeline.size() > 100) {
                assertThat(timeline.bytes()).isLessThanOrEqualTo(20 * timeline.size() + 64);
            }
        }
        assertThat(timeline.bytes()).isEqualTo(16 * 800);
    }

    /** Random insertions against a sorted map: the same entries, and complete above the floor. */
    @Test
    void agreesWithAPlainModel() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int window = 1 + random.nextInt(40);
            Timeline timeline = new Timeline(window);
            TreeMap<Long, Long> model = new TreeMap<>();
            for (int i = 0; i < 200; i++) {
                long id = random.nextLong(1, 101);
                timeline.insert(id, id * 2);
                model.put(id, id * 2);
            }
            long floor = timeline.floor();
            assertThat(activities(timeline.below(Long.MAX_VALUE, 1_000)))
                    .as("seed %d", seed)
                    .containsExactly(longs(model.tailMap(floor, false).descendingMap()));
            assertThat(timeline.size()).isLessThanOrEqualTo(window);
            long before = random.nextLong(1, 101);
            assertThat(activities(timeline.below(before, 5)))
                    .as("seed %d below %d", seed, before)
                    .containsExactly(model.descendingKeySet().stream()
                            .mapToLong(Long::longValue)
                            .filter(id -> id > floor && id < before)
                            .limit(5)
                            .toArray());
        }
    }

    /** Merges windows with different holes: exactly the union above the highest floor. */
    @Test
    void mergesAboveEveryFloorAndOnce() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TreeMap<Long, Long> union = new TreeMap<>();
            Timeline[] timelines = new Timeline[1 + random.nextInt(5)];
            for (int t = 0; t < timelines.length; t++) {
                timelines[t] = new Timeline(5 + random.nextInt(30));
                for (int i = 0; i < random.nextInt(60); i++) {
                    long id = random.nextLong(1, 201);
                    timelines[t].insert(id, id);
                    union.put(id, id);
                }
            }
            long floor =
                    Arrays.stream(timelines).mapToLong(Timeline::floor).max().orElseThrow();
            int limit = 1 + random.nextInt(80);
            Slice merged = Timeline.merge(
                    Arrays.stream(timelines)
                            .map(timeline -> timeline.below(Long.MAX_VALUE, limit))
                            .toArray(Slice[]::new),
                    limit);
            assertThat(activities(merged))
                    .as("seed %d", seed)
                    .containsExactly(
                            Arrays.stream(longs(union.tailMap(floor, false).descendingMap()))
                                    .limit(limit)
                                    .toArray());
            assertThat(merged.floor).isEqualTo(floor);
        }
    }

    private static long[] activities(Slice slice) {
        return Arrays.copyOf(slice.activities, slice.size);
    }

    private static long[] longs(java.util.Map<Long, Long> map) {
        return map.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
