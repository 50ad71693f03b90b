package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostStats;
import magpie.api.post.TagListing;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Post;

/** A plain model of what a store should hold after a history; also makes random histories. */
final class PostModel {
    static final long[] USERS = LongStream.rangeClosed(1, 8).toArray();
    private static final int PAGE = 3;
    private static final List<String> TAGS = List.of("java", "喜鹊");

    record Activity(long id, long postId, long actorId, boolean replyToAnother) {}

    final NavigableMap<Long, Post> posts = new TreeMap<>();
    final NavigableMap<Long, Activity> activities = new TreeMap<>();
    final Map<Long, List<Long>> likes = new HashMap<>();
    private final PostStore store;
    private final Random random;

    PostModel(PostStore store, long seed) {
        this.store = store;
        this.random = new Random(seed);
    }

    /** Deletes every post, so that another model can start on the same store. */
    static void deleteAll(PostStore store) {
        for (long user : USERS) {
            ActivityPage page = store.byAuthor(new AuthorListing(user, Limits.NEWEST, 1_000, true));
            for (int i = 0; i < page.postIds().length; i++) {
                store.delete(new PostDeletion(page.postIds()[i], 0, true));
            }
        }
    }

    void play(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> publish();
            case 3 -> delete(somePost());
            case 4, 5 -> like(someUser(), somePost());
            case 6 -> unlike(someUser(), somePost());
            case 7, 8 -> repost(someUser(), somePost());
            default -> {
                unrepost(someUser(), somePost());
                store.clean(1 + random.nextInt(3));
            }
        }
    }

    private long someUser() {
        return USERS[random.nextInt(USERS.length)];
    }

    private long somePost() {
        return posts.isEmpty() ? 0 : new ArrayList<>(posts.keySet()).get(random.nextInt(posts.size()));
    }

    void publish() {
        long parent = random.nextInt(3) == 0 ? somePost() : 0;
        List<String> tags = TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList();
        Post post = store.publish(new NewPost(someUser(), "text", parent, List.of(), tags), null)
                .post();
        posts.put(post.id(), post);
        boolean toAnother = parent != 0 && post.replyToAuthorId() != post.authorId();
        activities.put(post.id(), new Activity(post.id(), post.id(), post.authorId(), toAnother));
        likes.put(post.id(), new ArrayList<>());
    }

    void delete(long postId) {
        Post post = posts.remove(postId);
        if (post != null) {
            store.delete(new PostDeletion(postId, post.authorId(), false));
            activities.values().removeIf(activity -> activity.postId == postId);
            likes.remove(postId);
        }
    }

    private void like(long user, long post) {
        if (post != 0 && store.like(user, post)) {
            likes.get(post).addFirst(user);
        }
    }

    private void unlike(long user, long post) {
        if (post != 0 && store.unlike(user, post)) {
            assertThat(likes.get(post).remove(user)).isTrue();
        }
    }

    private void repost(long user, long post) {
        if (post != 0) {
            long id = store.repost(user, post);
            activities.put(id, new Activity(id, post, user, false));
        }
    }

    private void unrepost(long user, long post) {
        long id = post == 0 ? 0 : store.unrepost(user, post);
        if (id != 0) {
            assertThat(activities.remove(id)).isEqualTo(new Activity(id, post, user, false));
        }
    }

    /** Removes an account with all it made. */
    void forget(long user) {
        List<Long> own = posts.values().stream()
                .filter(post -> post.authorId() == user)
                .map(Post::id)
                .toList();
        own.forEach(id -> {
            posts.remove(id);
            likes.remove(id);
        });
        activities.values().removeIf(activity -> activity.actorId == user || own.contains(activity.postId));
        likes.values().forEach(users -> users.remove(user));
    }

    /** Asks the store everything and compares. */
    void check() {
        for (long user : USERS) {
            checkReactions(user);
            checkAuthor(user);
        }
        posts.values().forEach(this::checkLists);
        checkTags();
        checkCounts();
    }

    private void checkReactions(long viewer) {
        long[] ids = posts.keySet().stream().mapToLong(id -> id).toArray();
        PostStats stats = store.stats(viewer, ids);
        for (int i = 0; i < ids.length; i++) {
            long id = ids[i];
            assertThat(stats.has(i, PostStats.GONE)).isFalse();
            assertThat(stats.likes()[i])
                    .as("likes of %s", id)
                    .isEqualTo(likes.get(id).size());
            assertThat(stats.reposts()[i])
                    .as("reposts of %s", id)
                    .isEqualTo(reposters(id).size());
            assertThat(stats.replies()[i])
                    .as("replies to %s", id)
                    .isEqualTo(replies(id).size());
            assertThat(stats.has(i, PostStats.LIKED)).isEqualTo(likes.get(id).contains(viewer));
            assertThat(stats.has(i, PostStats.REPOSTED)).isEqualTo(reposters(id).contains(viewer));
        }
    }

    private void checkAuthor(long author) {
        for (boolean replies : new boolean[] {false, true}) {
            ActivityPage page = store.byAuthor(new AuthorListing(author, Limits.NEWEST, 1_000, replies));
            assertThat(page.activityIds())
                    .containsExactly(
                            newest(activity -> activity.actorId == author && (replies || !activity.replyToAnother)));
            assertThat(page.more()).isFalse();
            checkPages(author, replies, page.activityIds());
        }
        assertThat(store.likedBy(new Listing(author, Limits.NEWEST, 1_000)).postIds())
                .containsExactlyInAnyOrder(likes.entrySet().stream()
                        .filter(post -> post.getValue().contains(author))
                        .mapToLong(Map.Entry::getKey)
                        .toArray());
    }

    /** Reads the same list page by page. */
    private void checkPages(long author, boolean replies, long[] all) {
        long before = Limits.NEWEST;
        for (int from = 0; from < all.length; from += PAGE) {
            ActivityPage page = store.byAuthor(new AuthorListing(author, before, PAGE, replies));
            assertThat(page.activityIds())
                    .containsExactly(Arrays.copyOfRange(all, from, Math.min(all.length, from + PAGE)));
            assertThat(page.more()).isEqualTo(from + PAGE < all.length);
            before = page.activityIds()[page.activityIds().length - 1];
        }
    }

    private void checkLists(Post post) {
        Listing all = new Listing(post.id(), Limits.NEWEST, 1_000);
        assertThat(store.likes(all).userIds()).containsExactly(longs(likes.get(post.id())));
        assertThat(store.reposts(all).userIds()).containsExactly(longs(reposters(post.id())));
        assertThat(store.replies(new Listing(post.id(), 0, 1_000)).postIds())
                .containsExactly(longs(replies(post.id())));
    }

    private void checkTags() {
        for (String tag : TAGS) {
            List<Long> tagged = posts.descendingMap().values().stream()
                    .filter(post -> post.tags().contains(tag))
                    .map(Post::id)
                    .toList();
            assertThat(store.byTag(new TagListing(tag, Limits.NEWEST, 1_000)).postIds())
                    .containsExactly(longs(tagged));
        }
    }

    private void checkCounts() {
        Map<Long, Long> byAuthor =
                posts.values().stream().collect(Collectors.groupingBy(Post::authorId, Collectors.counting()));
        int[] counts = store.postCounts(USERS);
        for (int i = 0; i < USERS.length; i++) {
            assertThat(counts[i]).isEqualTo(byAuthor.getOrDefault(USERS[i], 0L).intValue());
        }
    }

    /** Computes a merge by looking at everything. */
    void checkMerge(Set<Long> authors, long before, int limit) {
        long[] expected = newest(activity -> authors.contains(activity.actorId) && activity.id < before);
        ActivityPage page = store.merged(new Merge(longs(List.copyOf(authors)), before, limit));
        assertThat(page.activityIds())
                .containsExactly(LongStream.of(expected).limit(limit).toArray());
        for (int i = 0; i < page.activityIds().length; i++) {
            Activity activity = activities.get(page.activityIds()[i]);
            assertThat(page.postIds()[i]).isEqualTo(activity.postId);
            assertThat(page.actorIds()[i]).isEqualTo(activity.actorId);
        }
        assertThat(page.more() || expected.length <= limit).as("more").isTrue();
    }

    private long[] newest(Predicate<Activity> wanted) {
        return activities.descendingMap().values().stream()
                .filter(wanted)
                .mapToLong(Activity::id)
                .toArray();
    }

    private List<Long> reposters(long post) {
        return activities.descendingMap().values().stream()
                .filter(activity -> activity.postId == post && activity.id != post)
                .map(Activity::actorId)
                .toList();
    }

    private List<Long> replies(long parent) {
        return posts.values().stream()
                .filter(post -> post.replyToId() == parent)
                .map(Post::id)
                .toList();
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(value -> value).toArray();
    }
}
