package magpie.feed.page;

import java.util.Arrays;

/** The posts shown last, across pages, as many as the repost rule looks back. Used by one thread. */
final class ShownPosts {
    private final int distance;
    private final long[] posts;
    private int size;

    ShownPosts(int distance, long[] before) {
        this.distance = distance;
        int kept = Math.min(distance, before.length);
        this.posts = Arrays.copyOfRange(before, before.length - kept, before.length - kept + distance);
        this.size = kept;
    }

    /** Adds a post unless it is among the last shown; returns whether it was added. */
    boolean add(long post) {
        if (has(post)) {
            return false;
        }
        if (distance > 0) {
            makeRoom();
            posts[size++] = post;
        }
        return true;
    }

    /** Whether a post is among the last shown. */
    boolean has(long post) {
        for (int i = 0; i < size; i++) {
            if (posts[i] == post) {
                return true;
            }
        }
        return false;
    }

    /** The posts, oldest first. */
    long[] posts() {
        return Arrays.copyOf(posts, size);
    }

    private void makeRoom() {
        if (size == distance) {
            System.arraycopy(posts, 1, posts, 0, --size);
        }
    }
}
