package magpie.gateway.view;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.graph.Blocks;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.api.user.Profile;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.kit.near.Unseen;

/**
 * Decides who may see what. An account that blocks the viewer does not exist for them, with all that is theirs; one
 * that the viewer blocks can be looked at, if only to unblock it, but appears in no list and cannot be replied to.
 */
public final class Visibility {
    private static final Blocks NO_BLOCKS = new Blocks(new byte[1]);

    private final Users users;
    private final Unseen unseen;
    private final Graph graph;
    private final Posts posts;
    private final Authors authors;

    /** Decides by what these services know. */
    public Visibility(Users users, Unseen unseen, Graph graph, Posts posts, Authors authors) {
        this.users = users;
        this.unseen = unseen;
        this.graph = graph;
        this.posts = posts;
        this.authors = authors;
    }

    /** Returns the profile of an account that the viewer may see; {@code NOT_FOUND} otherwise. */
    public Profile profile(long viewerId, long userId) {
        List<Profile> found = users.profiles(new UserRefs(userId)).profiles();
        if (found.isEmpty()
                || unseen.contains(userId)
                || blocks(viewerId, userId).blockedBy(0)) {
            throw ServiceException.notFound("user");
        }
        return found.getFirst();
    }

    /** Returns the profile by name of an account that the viewer may see; {@code NOT_FOUND} otherwise. */
    public Profile profile(long viewerId, String username) {
        List<Profile> found =
                users.byUsernames(new Usernames(List.of(username))).profiles();
        if (found.isEmpty()
                || unseen.contains(found.getFirst().id())
                || blocks(viewerId, found.getFirst().id()).blockedBy(0)) {
            throw ServiceException.notFound("user");
        }
        return found.getFirst();
    }

    /** Throws {@code NOT_FOUND} for an account that the viewer may not see. */
    public void user(long viewerId, long userId) {
        if (!authors.of(Set.of(userId)).containsKey(userId)
                || blocks(viewerId, userId).blockedBy(0)) {
            throw ServiceException.notFound("user");
        }
    }

    /** Returns a post that the viewer may read; {@code NOT_FOUND} otherwise. */
    public PostFacts readable(long viewerId, long postId) {
        PostFacts post = existing(postId);
        if (blocks(viewerId, post.authorId()).blockedBy(0)) {
            throw ServiceException.notFound("post");
        }
        return post;
    }

    /** Returns a post that the viewer may like, repost or reply to; {@code NOT_FOUND} otherwise. */
    public PostFacts answerable(long viewerId, long postId) {
        PostFacts post = existing(postId);
        if (blocks(viewerId, post.authorId()).hidden(0)) {
            throw ServiceException.notFound("post");
        }
        return post;
    }

    /** Returns the accounts that the viewer must not see in lists, because one blocks the other. */
    public Set<Long> hidden(long viewerId, Set<Long> userIds) {
        if (viewerId == 0 || userIds.isEmpty()) {
            return Set.of();
        }
        long[] ids = userIds.stream().mapToLong(Long::longValue).toArray();
        Blocks blocks = graph.blocking(new RelationshipQuery(viewerId, ids));
        Set<Long> hidden = new HashSet<>();
        for (int i = 0; i < ids.length; i++) {
            if (blocks.hidden(i)) {
                hidden.add(ids[i]);
            }
        }
        return hidden;
    }

    /** The viewer's relationship to an account; none without a viewer, or to oneself. */
    public Relationship relationship(long viewerId, long userId) {
        if (viewerId == 0 || viewerId == userId) {
            return Relationship.NONE;
        }
        return graph.relationships(new RelationshipQuery(viewerId, userId))
                .relationships()
                .getFirst();
    }

    /** Who of the two blocks the other; nobody without a viewer, or if it is oneself. */
    public Blocks blocks(long viewerId, long userId) {
        return viewerId == 0 || viewerId == userId
                ? NO_BLOCKS
                : graph.blocking(new RelationshipQuery(viewerId, userId));
    }

    private PostFacts existing(long postId) {
        List<PostFacts> found = posts.batch(new PostRefs(postId)).posts();
        if (found.isEmpty() || authors.of(Set.of(found.getFirst().authorId())).isEmpty()) {
            throw ServiceException.notFound("post");
        }
        return found.getFirst();
    }

    /** The ids as a set. */
    static Set<Long> set(long... ids) {
        Set<Long> set = new HashSet<>();
        Arrays.stream(ids).forEach(set::add);
        return set;
    }
}
