package magpie.gateway.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.api.UserPage;
import magpie.api.UserRefs;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.post.Posts;
import magpie.api.user.Profile;
import magpie.api.user.Users;
import magpie.kit.near.Unseen;
import org.jspecify.annotations.Nullable;

/** Composes accounts as they are shown from profile, counts and the viewer's relationships, each read in one batch. */
public final class UserViews {
    private final Users users;
    private final Unseen unseen;
    private final Graph graph;
    private final Posts posts;

    /** Composes views from these services. */
    public UserViews(Users users, Unseen unseen, Graph graph, Posts posts) {
        this.users = users;
        this.unseen = unseen;
        this.graph = graph;
        this.posts = posts;
    }

    /** An account as somebody sees it; the relationship is null without a viewer. */
    public record UserView(
            Profile profile,
            long followers,
            long following,
            int posts,
            @Nullable Relationship relationship) {}

    /** Returns one account as the viewer sees it. */
    public UserView view(long viewerId, Profile profile) {
        return views(viewerId, List.of(profile)).getFirst();
    }

    /** Returns a page's accounts as the viewer sees them; null for those hidden from lists. */
    public List<@Nullable UserView> filter(long viewerId, List<Long> userIds, boolean blocksToo) {
        if (userIds.isEmpty()) {
            return List.of();
        }
        long[] ids = userIds.stream().mapToLong(Long::longValue).toArray();
        List<Profile> seen = users.profiles(new UserRefs(ids)).profiles().stream()
                .filter(profile -> !unseen.contains(profile.id()))
                .toList();
        Map<Long, UserView> found = new HashMap<>();
        for (UserView view : views(viewerId, seen)) {
            if (blocksToo || view.relationship() == null || !view.relationship().hidden()) {
                found.put(view.profile().id(), view);
            }
        }
        List<@Nullable UserView> filtered = new ArrayList<>(ids.length);
        for (long id : ids) {
            filtered.add(found.get(id));
        }
        return filtered;
    }

    /** Returns a service's page of accounts as raw rows. */
    public static Pages.Raw<Long> rows(UserPage page) {
        return Pages.Raw.of(Arrays.stream(page.userIds()).boxed().toList(), page.keys(), page.more());
    }

    private List<UserView> views(long viewerId, List<Profile> profiles) {
        if (profiles.isEmpty()) {
            return List.of();
        }
        UserRefs refs = new UserRefs(profiles.stream().mapToLong(Profile::id).toArray());
        FollowCounts counts = graph.counts(refs);
        int[] published = posts.postCounts(refs).posts();
        List<Relationship> relationships = viewerId == 0
                ? List.of()
                : graph.relationships(new RelationshipQuery(viewerId, refs.userIds()))
                        .relationships();
        List<UserView> views = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            views.add(new UserView(
                    profiles.get(i),
                    counts.followers()[i],
                    counts.following()[i],
                    published[i],
                    relationships.isEmpty() ? null : relationships.get(i)));
        }
        return views;
    }
}
