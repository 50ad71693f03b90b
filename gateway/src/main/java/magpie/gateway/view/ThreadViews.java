package magpie.gateway.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.post.Conversation;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRef;
import magpie.api.post.Posts;
import magpie.gateway.view.PostViews.Counted;
import org.jspecify.annotations.Nullable;

/** Composes threads: a post, what it answers, and the replies to it. */
public final class ThreadViews {
    private final Posts posts;
    private final Visibility visibility;
    private final PostViews views;
    private final PostPageViews pages;

    /** Composes threads from these. */
    public ThreadViews(Posts posts, Visibility visibility, PostViews views, PostPageViews pages) {
        this.posts = posts;
        this.visibility = visibility;
        this.views = views;
        this.pages = pages;
    }

    /** A post above another; null in the place of one that is deleted or that the viewer must not see. */
    public record Above(long id, @Nullable Counted post) {}

    /** A post and those it answers, the oldest first. */
    public record InThread(List<Above> ancestors, Counted post) {}

    /** Returns the thread of a post that the viewer may read; {@code NOT_FOUND} otherwise. */
    public InThread thread(long viewerId, long postId) {
        visibility.readable(viewerId, postId);
        Conversation conversation = posts.thread(new PostRef(postId));
        if (conversation.post() == null) {
            throw ServiceException.notFound("post");
        }
        List<Above> ancestors = above(viewerId, nearest(conversation.ancestors()));
        Counted post = views.present(viewerId, List.of(conversation.post()), Set.of()).stream()
                .findFirst()
                .orElseThrow(() -> ServiceException.notFound("post"));
        return new InThread(ancestors, post);
    }

    /** Returns a page of the replies to a post, from a key on. */
    public Pages.Page<Counted> replies(long viewerId, long postId, long key, int limit) {
        return pages.page(
                viewerId, Pages.Range.from(key), limit, (from, most) -> posts.replies(new Listing(postId, from, most)));
    }

    /** Returns as many of the posts above as fit a page: if they are large, the farthest are left out. */
    private static List<Conversation.Ancestor> nearest(List<Conversation.Ancestor> ancestors) {
        int first = ancestors.size();
        for (int bytes = 0; first > 0 && bytes < Limits.PAGE_BYTES; first--) {
            PostFacts post = ancestors.get(first - 1).post();
            bytes += post == null ? 0 : post.bytes();
        }
        return ancestors.subList(first, ancestors.size());
    }

    private List<Above> above(long viewerId, List<Conversation.Ancestor> ancestors) {
        List<PostFacts> present = new ArrayList<>();
        for (Conversation.Ancestor ancestor : ancestors) {
            if (ancestor.post() != null) {
                present.add(ancestor.post());
            }
        }
        Map<Long, Counted> seen = new HashMap<>();
        for (Counted post : views.present(viewerId, present, pages.hidden(viewerId, present))) {
            seen.put(post.shown().post().id(), post);
        }
        return ancestors.stream()
                .map(ancestor -> new Above(ancestor.id(), seen.get(ancestor.id())))
                .toList();
    }
}
