package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import magpie.api.ServiceException;
import magpie.api.feed.FeedEntry;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import magpie.api.graph.Pair;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.Publication;
import magpie.api.post.Reaction;
import magpie.api.user.UserEvent;

/**
 * A small town on two feeds, and a plain model that computes every feed from its definition. Actions are reported to
 * any instance, as a gateway does, and read at any.
 */
final class SharedTown {
    private final SharedFeeds feeds;
    private final Random random;
    private final int distance;
    private final long[] people;
    private final Map<Long, PostFacts> posts = new HashMap<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Set<Pair> follows = new HashSet<>();
    private final Set<Pair> blocks = new HashSet<>();
    private final Set<Pair> mutes = new HashSet<>();
    private final Set<Long> suspended = new HashSet<>();

    private record Activity(long id, long actor, long post) {
        boolean repost() {
            return id != post;
        }
    }

    SharedTown(SharedFeeds feeds, Random random, int size, int distance) {
        this.feeds = feeds;
        this.random = random;
        this.distance = distance;
        this.people = new long[size];
        long first = System.currentTimeMillis() << 20;
        for (int i = 0; i < size; i++) {
            people[i] = first + i;
        }
    }

    /** One random action; the actor's next read must show it at once, whatever the events do. */
    void somethingHappens() {
        long who = somebody();
        long other = somebody();
        int what = random.nextInt(104);
        if (what >= 100) {
            suspendOrRestore(who);
        } else if (suspended.contains(who) || suspended.contains(other)) {
            return;
        } else if (what < 40) {
            publish(who, 0);
        } else if (what < 48) {
            publish(who, somePost(who));
        } else if (what < 60) {
            repost(who, somePost(who));
        } else if (what < 66) {
            delete();
        } else if (what < 70) {
            undoRepost();
        } else if (who != other && what < 88) {
            follow(who, other);
        } else if (who != other && what < 93) {
            unfollow(who, other);
        } else if (who != other && what < 96) {
            block(who, other);
        } else if (who != other) {
            mute(who, other);
        }
    }

    private void suspendOrRestore(long who) {
        if (suspended.remove(who)) {
            feeds.hear(new UserEvent.Restored(who));
        } else if (suspended.size() < 2) {
            suspended.add(who);
            feeds.hear(new UserEvent.Suspended(who));
        }
    }

    void publish(long who, long to) {
        PostFacts post = feeds.posts()
                .publish(new Publication(who, "post " + posts.size(), to, null))
                .post();
        posts.put(post.id(), post);
        activities.add(new Activity(post.id(), who, post.id()));
        tell(new UserAction(Kind.PUBLISHED, who, 0, post.id(), post.id()));
    }

    private void repost(long who, long post) {
        if (post != 0 && activities.stream().noneMatch(a -> a.actor() == who && a.post() == post && a.repost())) {
            long id = feeds.posts().repost(new Reaction(who, post)).activityId();
            activities.add(new Activity(id, who, post));
            tell(new UserAction(Kind.REPOSTED, who, 0, id, post));
        }
    }

    private void undoRepost() {
        List<Activity> reposts = activities.stream().filter(Activity::repost).toList();
        if (!reposts.isEmpty()) {
            Activity undone = reposts.get(random.nextInt(reposts.size()));
            feeds.posts().unrepost(new Reaction(undone.actor(), undone.post()));
            activities.remove(undone);
            tell(new UserAction(Kind.REPOST_UNDONE, undone.actor(), 0, undone.id(), undone.post()));
        }
    }

    private void delete() {
        List<PostFacts> alive = List.copyOf(posts.values());
        if (!alive.isEmpty()) {
            PostFacts post = alive.get(random.nextInt(alive.size()));
            feeds.posts().delete(new PostDeletion(post.id(), post.authorId(), false));
            posts.remove(post.id());
            activities.removeIf(activity -> activity.post() == post.id());
            tell(new UserAction(Kind.POST_DELETED, post.authorId(), 0, post.id(), post.id()));
        }
    }

    void follow(long who, long other) {
        if (!hidden(who, other)) {
            feeds.graph().follow(new Pair(who, other));
            follows.add(new Pair(who, other));
            relationshipChanged(who, other);
        }
    }

    void unfollow(long who, long other) {
        feeds.graph().unfollow(new Pair(who, other));
        follows.remove(new Pair(who, other));
        relationshipChanged(who, other);
    }

    private void block(long who, long other) {
        if (blocks.remove(new Pair(who, other))) {
            feeds.graph().unblock(new Pair(who, other));
        } else {
            feeds.graph().block(new Pair(who, other));
            blocks.add(new Pair(who, other));
            follows.remove(new Pair(who, other));
            follows.remove(new Pair(other, who));
        }
        relationshipChanged(who, other);
        relationshipChanged(other, who);
    }

    private void mute(long who, long other) {
        if (mutes.remove(new Pair(who, other))) {
            feeds.graph().unmute(new Pair(who, other));
        } else {
            feeds.graph().mute(new Pair(who, other));
            mutes.add(new Pair(who, other));
        }
        relationshipChanged(who, other);
    }

    private void relationshipChanged(long who, long other) {
        tell(new UserAction(Kind.RELATIONSHIP_CHANGED, who, other, 0, 0));
    }

    /** Acts like a gateway: a failed call costs freshness. */
    private void tell(UserAction action) {
        try {
            feeds.instance(random.nextInt(2)).acted(action);
        } catch (ServiceException e) {
            assertThat(e.isPassing()).isTrue();
        }
    }

    long person(int number) {
        return people[number];
    }

    long somebody() {
        return people[random.nextInt(people.length)];
    }

    /** Reads every feed to its end at both instances and compares it with its definition. */
    void compare(String when) {
        for (long who : people) {
            for (int instance = 0; instance < 2; instance++) {
                int limit = 1 + random.nextInt(9);
                assertThat(read(who, instance, limit))
                        .as("%s, reader %d at %d, pages of %d", when, who - people[0], instance, limit)
                        .containsExactlyElementsOf(definition(who));
            }
        }
    }

    /** The pages may come from any instance. */
    List<String> read(long who, int instance, int limit) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        int at = instance;
        do {
            FeedPage page = feeds.instance(at++).home(new FeedQuery(who, cursor, limit));
            assertThat(page.partial()).isFalse();
            for (FeedEntry entry : page.entries()) {
                found.add(entry.post().id() + " by " + entry.reposterId());
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    List<String> definition(long who) {
        List<String> shown = new ArrayList<>();
        List<Long> recent = new ArrayList<>();
        activities.sort(java.util.Comparator.comparingLong(Activity::id));
        for (Activity activity : activities.reversed()) {
            if (enters(who, activity) && !recent.contains(activity.post())) {
                recent.add(activity.post());
                if (recent.size() > distance) {
                    recent.removeFirst();
                }
                shown.add(activity.post() + " by " + (activity.repost() ? activity.actor() : 0));
            }
        }
        return shown;
    }

    private boolean enters(long who, Activity activity) {
        PostFacts post = posts.get(activity.post());
        if (suspended.contains(post.authorId())
                || suspended.contains(activity.actor())
                || silenced(who, post.authorId())) {
            return false;
        }
        if (activity.actor() == who) {
            return true;
        }
        if (!follows.contains(new Pair(who, activity.actor())) || silenced(who, activity.actor())) {
            return false;
        }
        long answered = post.replyToAuthorId();
        return activity.repost()
                || post.replyToId() == 0
                || answered == post.authorId()
                || answered == who
                || follows.contains(new Pair(who, answered));
    }

    private long somePost(long who) {
        List<PostFacts> seen = posts.values().stream()
                .filter(post -> !hidden(who, post.authorId()))
                .toList();
        return seen.isEmpty() ? 0 : seen.get(random.nextInt(seen.size())).id();
    }

    private boolean hidden(long one, long other) {
        return blocks.contains(new Pair(one, other)) || blocks.contains(new Pair(other, one));
    }

    private boolean silenced(long who, long other) {
        return hidden(who, other) || mutes.contains(new Pair(who, other));
    }
}
