package magpie.gateway.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import org.jspecify.annotations.Nullable;

/** An author's timeline: own posts and reposts, as far as everybody or the viewer may see them. */
public final class TimelineViews {
    private final Posts posts;
    private final Authors authors;
    private final Visibility visibility;
    private final PostViews views;

    /** Composes timelines from these. */
    public TimelineViews(Posts posts, Authors authors, Visibility visibility, PostViews views) {
        this.posts = posts;
        this.authors = authors;
        this.visibility = visibility;
        this.views = views;
    }

    /** An author's activity: a post or a repost. */
    public record Activity(long id, long postId) {
        /** Whether it is a repost. */
        public boolean repost() {
            return id != postId;
        }
    }

    /** An activity as it is shown. */
    public record Item(Activity activity, PostViews.Counted post) {}

    /** A page of an author's timeline; the author, who is the reposter of reposts, is null if gone meanwhile. */
    public record AuthorPage(
            Pages.Page<Item> page, @Nullable Author author) {}

    /** Returns a page of a part of an author's timeline. */
    public AuthorPage byAuthor(long viewerId, long authorId, boolean replies, Pages.Range range, int limit) {
        Pages.Page<Item> page = Pages.fill(
                limit,
                range,
                (from, most) ->
                        rows(posts.byAuthor(new AuthorListing(authorId, from, most, replies, viewerId != authorId))),
                rows -> filter(viewerId, authorId, rows),
                item -> item.post().bytes());
        return new AuthorPage(page, authors.of(Set.of(authorId)).get(authorId));
    }

    private List<@Nullable Item> filter(long viewerId, long authorId, List<Activity> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, PostFacts> facts = facts(rows);
        List<PostFacts> found = List.copyOf(facts.values());
        Set<Long> others = PostViews.authorIds(found);
        others.remove(authorId); // checked before: whoever sees a timeline sees its author
        Map<Long, PostViews.Counted> byId = new HashMap<>();
        for (PostViews.Counted one : views.filter(viewerId, found, visibility.hidden(viewerId, others))) {
            if (one != null) {
                byId.put(one.shown().post().id(), one);
            }
        }
        List<@Nullable Item> items = new ArrayList<>(rows.size());
        for (Activity row : rows) {
            PostViews.Counted one = byId.get(row.postId());
            items.add(one == null ? null : new Item(row, one));
        }
        return items;
    }

    private Map<Long, PostFacts> facts(List<Activity> rows) {
        long[] ids = rows.stream().mapToLong(Activity::postId).distinct().toArray();
        Map<Long, PostFacts> facts = new HashMap<>();
        posts.batch(new PostRefs(ids)).posts().forEach(post -> facts.put(post.id(), post));
        return facts;
    }

    private static Pages.Raw<Activity> rows(ActivityPage page) {
        List<Activity> rows = new ArrayList<>(page.activityIds().length);
        for (int i = 0; i < page.activityIds().length; i++) {
            rows.add(new Activity(page.activityIds()[i], page.postIds()[i]));
        }
        return Pages.Raw.of(rows, page.activityIds(), page.more());
    }
}
