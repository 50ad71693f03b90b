package magpie.feed.reader;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.feed.reader.KnownRelations.Known;
import org.junit.jupiter.api.Test;

class KnownRelationsTest {
    private static final long TEN_MINUTES = 600;

    @Test
    void relationsHoldForAsLongAsTheReaderWasQuiet() {
        assertThat(known(300, false).holds(KnownRelations.ago(TEN_MINUTES))).isTrue();
        assertThat(known(300, false).holds(KnownRelations.ago(299))).isFalse();
    }

    @Test
    void thoseFromAReplicaOfTheGraphHoldForHalfAMinute() {
        assertThat(known(25, true).holds(KnownRelations.ago(TEN_MINUTES))).isTrue();
        assertThat(known(31, true).holds(KnownRelations.ago(TEN_MINUTES))).isFalse();
    }

    private static Known known(long secondsAgo, boolean behind) {
        Relations nobody = Relations.of(new long[0], new long[0], new long[0], true);
        return new Known(nobody, 0, KnownRelations.ago(secondsAgo), behind);
    }
}
