package magpie.feed.reader;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.graph.CelebrityStatus;

/**
 * Which authors are or were celebrities, as far as readers here follow them: learned with each reader's relations and
 * kept fresh by events. There are few, so each reader picks theirs when the version has changed, instead of being
 * notified.
 */
public final class Celebrities {
    private final ConcurrentMap<Long, CelebrityStatus> byAuthor = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /** Records a status that is newer than the known one. */
    public void learn(CelebrityStatus status) {
        if (status.since() == 0) {
            return;
        }
        CelebrityStatus known = byAuthor.get(status.authorId());
        if (known == null || newer(status, known)) {
            byAuthor.merge(status.authorId(), status, (before, told) -> newer(told, before) ? told : before);
            version.incrementAndGet();
        }
    }

    void learn(List<CelebrityStatus> all) {
        all.forEach(this::learn);
    }

    long version() {
        return version.get();
    }

    /** Returns those followed who are or were celebrities. */
    CelebrityStatus[] among(Relations relations) {
        return byAuthor.values().stream()
                .filter(status -> relations.follows(status.authorId()))
                .toArray(CelebrityStatus[]::new);
    }

    /** Returns these authors without those that are celebrities now. */
    long[] withoutCelebrated(long[] authors) {
        return Arrays.stream(authors)
                .filter(author -> {
                    CelebrityStatus status = byAuthor.get(author);
                    return status == null || !status.celebrated();
                })
                .toArray();
    }

    private static boolean newer(CelebrityStatus told, CelebrityStatus known) {
        return told.since() > known.since() || (told.since() == known.since() && told.until() > known.until());
    }
}
