package magpie.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import magpie.api.Limits;
import org.junit.jupiter.api.Test;

/** Filtering never ends a list early, and each visible row appears once. */
class PagesTest {
    @Test
    void allThatIsShownComesOnceHoweverMuchIsHidden() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int size = random.nextInt(400);
            int hidden = random.nextInt(101);
            boolean[] shown = new boolean[size];
            List<Long> expected = new ArrayList<>();
            for (int i = size - 1; i >= 0; i--) {
                shown[i] = random.nextInt(100) >= hidden;
                if (shown[i]) {
                    expected.add((long) i);
                }
            }
            assertThat(walk(size, shown, 1 + random.nextInt(100))).isEqualTo(expected);
        }
    }

    @Test
    void aPageOfNothingButHiddenRowsHasACursor() {
        Pages.Page<Long> page = page(new boolean[3_000], 20, 3_000);
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEqualTo(3_000L - Pages.MAX_RAW);
        assertThat(walk(3_000, new boolean[3_000], 20)).isEmpty();
    }

    @Test
    void aListThatEndsWithAPageHasNoEmptyPageAfterIt() {
        for (int hidden : new int[] {0, 1, 19, 20, 21, 300, 900}) {
            boolean[] shown = new boolean[hidden + 40];
            Arrays.fill(shown, hidden, shown.length, true);
            Pages.Page<Long> first = page(shown, 20, shown.length);
            assertThat(first.items()).as("%d hidden", hidden).hasSize(20);
            assertThat(first.next()).isEqualTo(hidden + 20L);
            Pages.Page<Long> last = page(shown, 20, hidden + 20L);
            assertThat(last.items()).as("%d hidden", hidden).hasSize(20);
            assertThat(last.next()).as("%d hidden", hidden).isNull();
        }
    }

    @Test
    void aPageOfTheUsualLengthTakesOneRead() {
        AtomicInteger reads = new AtomicInteger();
        Pages.Page<Long> page = Pages.fill(
                20,
                100,
                (from, most) -> {
                    reads.incrementAndGet();
                    return rows(from, most);
                },
                rows -> rows);
        assertThat(page.next()).isEqualTo(80L);
        assertThat(reads).hasValue(1);
    }

    @Test
    void aStretchOfRowsThatAreGoneDoesNotEndTheList() {
        Pages.Page<Long> page = Pages.fill(
                20,
                100,
                (from, most) -> from == 100
                        ? new Pages.Raw<>(List.<Long>of(), new long[0], 80, true)
                        : Pages.Raw.of(List.of(79L), new long[] {79}, false),
                rows -> rows);
        assertThat(page.items()).containsExactly(79L);
        assertThat(page.next()).isNull();
    }

    @Test
    void aPageOfLargeRowsIsShortAndTheNextGoesOnBehindIt() {
        int size = 50;
        int rowBytes = Limits.PAGE_BYTES / 10;
        List<Long> found = new ArrayList<>();
        Long key = (long) size;
        while (key != null) {
            Pages.Page<Long> page =
                    Pages.fill(100, Pages.Range.from(key), PagesTest::rows, rows -> rows, row -> rowBytes);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(11);
            found.addAll(page.items());
            key = page.next();
        }
        assertThat(found).hasSize(size).doesNotHaveDuplicates();
    }

    @Test
    void whoHasSeenSomeIsShownWhatCameSince() {
        for (int seen : new int[] {0, 1, 50, 78, 79, 98, 99, 200}) {
            List<Long> found = new ArrayList<>();
            Long key = 100L;
            while (key != null) {
                Pages.Page<Long> page =
                        Pages.fill(20, new Pages.Range(key, seen), PagesTest::rows, rows -> rows, row -> 0);
                found.addAll(page.items());
                key = page.next();
            }
            assertThat(found)
                    .as("since %d", seen)
                    .isEqualTo(LongStream.iterate(99, i -> i > seen, i -> i - 1)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void nothingIsReadBelowWhatWasSeen() {
        List<Long> asked = new ArrayList<>();
        Pages.Page<Long> page = Pages.fill(
                20,
                new Pages.Range(100, 95),
                (from, most) -> {
                    asked.add(from);
                    return rows(from, most);
                },
                rows -> rows,
                row -> 0);
        assertThat(page).isEqualTo(new Pages.Page<>(List.of(99L, 98L, 97L, 96L), null));
        assertThat(asked).containsExactly(100L);
    }

    private static Pages.Raw<Long> rows(long from, int most) {
        long last = Math.max(0, from - most);
        List<Long> rows =
                LongStream.iterate(from - 1, i -> i >= last, i -> i - 1).boxed().toList();
        return Pages.Raw.of(rows, rows.stream().mapToLong(Long::longValue).toArray(), last > 0);
    }

    private static List<Long> walk(int size, boolean[] shown, int limit) {
        List<Long> found = new ArrayList<>();
        Long key = (long) size;
        while (key != null) {
            Pages.Page<Long> page = page(shown, limit, key);
            assertThat(page.items().size()).isLessThanOrEqualTo(limit);
            found.addAll(page.items());
            key = page.next();
        }
        return found;
    }

    private static Pages.Page<Long> page(boolean[] shown, int limit, long key) {
        return Pages.fill(
                limit,
                key,
                (from, most) -> {
                    long last = Math.max(0, from - most);
                    List<Long> rows = LongStream.iterate(from - 1, i -> i >= last, i -> i - 1)
                            .boxed()
                            .toList();
                    long[] keys = rows.stream().mapToLong(Long::longValue).toArray();
                    return Pages.Raw.of(rows, keys, last > 0);
                },
                rows -> {
                    List<Long> filtered = new ArrayList<>();
                    rows.forEach(row -> filtered.add(shown[row.intValue()] ? row : null));
                    return filtered;
                });
    }
}
