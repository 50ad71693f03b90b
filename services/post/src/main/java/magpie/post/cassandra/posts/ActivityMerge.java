package magpie.post.cassandra.posts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import magpie.api.post.ActivityPage;
import magpie.api.post.Merge;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.posts.Timelines.Activity;
import magpie.post.cassandra.session.Engine;

/**
 * Merges the newest activities of many authors. First the newest few of each are read in parallel; then a heap yields
 * the newest overall, and reads more of an author, in growing chunks, only when that author comes to the top.
 */
final class ActivityMerge {
    private static final int SMALLEST_CHUNK = 4;
    private static final int LARGEST_CHUNK = 256;

    private final Engine engine;
    private final Lists lists;
    private final Timelines timelines;
    private final PriorityQueue<Author> authors = new PriorityQueue<>(256);

    private ActivityMerge(Engine engine, Lists lists, Timelines timelines) {
        this.engine = engine;
        this.lists = lists;
        this.timelines = timelines;
    }

    static ActivityPage of(Engine engine, Lists lists, Timelines timelines, Merge merge) {
        ActivityMerge all = new ActivityMerge(engine, lists, timelines);
        all.start(Arrays.stream(merge.authorIds()).distinct().toArray(), merge.before(), merge.limit());
        return all.page(merge.limit());
    }

    private void start(long[] ids, long before, int limit) {
        int chunk = Math.clamp(2L * limit / Math.max(1, ids.length), SMALLEST_CHUNK, LARGEST_CHUNK);
        List<Author> found = engine.each(Arrays.stream(ids).boxed().toList(), id -> {
            Author author = new Author(id, before, chunk);
            author.load();
            return author;
        });
        found.stream().filter(author -> !author.finished()).forEach(authors::add);
    }

    private ActivityPage page(int limit) {
        List<Activity> page = new ArrayList<>(limit + 1);
        while (!authors.isEmpty() && page.size() <= limit) {
            Author newest = authors.remove();
            if (newest.loaded()) {
                page.add(newest.take());
            } else {
                newest.load();
            }
            if (!newest.finished()) {
                authors.add(newest);
            }
        }
        return Timelines.page(page, limit);
    }

    /** One author: a chunk of activities, and the id below which the next chunk starts. */
    private final class Author implements Comparable<Author> {
        private final long id;
        private final List<Activity> chunk = new ArrayList<>();
        private long below;
        private int size;
        private int taken;
        private boolean ended;

        Author(long id, long below, int size) {
            this.id = id;
            this.below = below;
            this.size = size;
        }

        boolean loaded() {
            return taken < chunk.size();
        }

        boolean finished() {
            return ended && !loaded();
        }

        void load() {
            List<Entry> read = lists.below(ListRef.of(ListKind.ACTIVITIES, id), below, size);
            chunk.clear();
            taken = 0;
            timelines.addVisible(id, read, true, chunk);
            ended = read.size() < size;
            below = read.isEmpty() ? 0 : read.getLast().id();
            size = Math.min(LARGEST_CHUNK, size * 2);
        }

        Activity take() {
            return chunk.get(taken++);
        }

        /** The newest that may be left: an activity already read, or an upper bound. */
        private long top() {
            return loaded() ? chunk.get(taken).id() : below - 1;
        }

        @Override
        public int compareTo(Author other) {
            return Long.compare(other.top(), top());
        }
    }
}
