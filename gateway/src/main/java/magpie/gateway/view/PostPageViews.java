package magpie.gateway.view;

import java.util.List;
import java.util.Set;
import magpie.api.post.PostFacts;
import magpie.api.post.PostPage;

/** Pages of posts from a list of the post service, without those that the viewer must not see. */
public final class PostPageViews {
    private final Visibility visibility;
    private final PostViews views;

    /** Composes pages from these. */
    public PostPageViews(Visibility visibility, PostViews views) {
        this.visibility = visibility;
        this.views = views;
    }

    /** The source of the posts. */
    public interface Listed {
        /** Returns at most {@code limit} posts from a key on. */
        PostPage page(long key, int limit);
    }

    /** Returns a page of at most {@code limit} posts of a part of a list. */
    public Pages.Page<PostViews.Counted> page(long viewerId, Pages.Range range, int limit, Listed listed) {
        return Pages.fill(
                limit,
                range,
                (from, most) -> rows(listed.page(from, most)),
                rows -> views.filter(viewerId, rows, hidden(viewerId, rows)),
                PostViews.Counted::bytes);
    }

    /** Returns the authors that the viewer must not see. */
    public Set<Long> hidden(long viewerId, List<PostFacts> posts) {
        return visibility.hidden(viewerId, PostViews.authorIds(posts));
    }

    /** Raw rows: the list continues after a post's own id. */
    private static Pages.Raw<PostFacts> rows(PostPage page) {
        long[] keys = page.posts().stream().mapToLong(PostFacts::id).toArray();
        return new Pages.Raw<>(page.posts(), keys, page.next(), page.next() != 0);
    }
}
