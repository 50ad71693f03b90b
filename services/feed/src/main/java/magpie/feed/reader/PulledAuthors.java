package magpie.feed.reader;

import java.time.Duration;
import java.util.Arrays;
import magpie.api.Ids;
import magpie.api.graph.CelebrityStatus;
import org.jspecify.annotations.Nullable;

/** The celebrities that one reader follows, found anew when their status or the reader's relations changed. */
final class PulledAuthors {
    private static final long[] NOBODY = new long[0];

    private final Celebrities celebrities;
    private final long marginMillis;
    private volatile Found found = new Found(-1, null, new CelebrityStatus[0]);

    /** Those followed in these relations, as of a version of the celebrities. */
    private record Found(long version, @Nullable Relations relations, CelebrityStatus[] followed) {}

    PulledAuthors(Celebrities celebrities, Duration margin) {
        this.celebrities = celebrities;
        this.marginMillis = margin.toMillis();
    }

    /** Returns those that must be pulled for entries above a window's floor. */
    @SuppressWarnings("ReferenceEquality") // the question is whether it is the same snapshot
    long[] of(Relations now, long floor) {
        long version = celebrities.version();
        Found current = found;
        if (current.version != version || current.relations != now) {
            current = new Found(version, now, celebrities.among(now));
            found = current;
        }
        if (current.followed.length == 0) {
            return NOBODY;
        }
        return Arrays.stream(current.followed)
                .filter(status -> status.celebrated() || reaches(status.until(), floor))
                .mapToLong(CelebrityStatus::authorId)
                .toArray();
    }

    /** Whether the author was a celebrity at some time above the floor, allowing for clock skew. */
    private boolean reaches(long until, long floor) {
        return until + (marginMillis << Ids.TIME_SHIFT) >= floor;
    }
}
