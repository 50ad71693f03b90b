package magpie.gateway.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.api.Ids;
import magpie.api.UserPage;
import magpie.api.UserRefs;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.TieQuery;
import magpie.api.post.Posts;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Users;
import magpie.gateway.json.JsonBytes;
import magpie.kit.near.Unseen;
import org.jspecify.annotations.Nullable;

/** The public shapes of accounts, composed from profile, counts and the viewer's ties, each asked for in one batch. */
public final class UserViews {
    private final Users users;
    private final Unseen unseen;
    private final Graph graph;
    private final Posts posts;

    /** Views of what these services know. */
    public UserViews(Users users, Unseen unseen, Graph graph, Posts posts) {
        this.users = users;
        this.unseen = unseen;
        this.graph = graph;
        this.posts = posts;
    }

    /** An account as somebody sees it; the tie is null when nobody looks. */
    public record UserView(
            Profile profile,
            long followers,
            long following,
            int posts,
            @Nullable Relationship tie) {}

    /** One account as the viewer sees it. */
    public UserView view(long viewerId, Profile profile) {
        return views(viewerId, List.of(profile)).getFirst();
    }

    /** The rows of a page of accounts as the viewer sees them; null for those that are not to be seen in lists. */
    public List<@Nullable UserView> sift(long viewerId, List<Long> userIds, boolean blocksToo) {
        if (userIds.isEmpty()) {
            return List.of();
        }
        long[] ids = userIds.stream().mapToLong(Long::longValue).toArray();
        List<Profile> seen = users.profiles(new UserRefs(ids)).profiles().stream()
                .filter(profile -> !unseen.contains(profile.id()))
                .toList();
        Map<Long, UserView> found = new HashMap<>();
        for (UserView view : views(viewerId, seen)) {
            if (blocksToo || view.tie() == null || !view.tie().hidden()) {
                found.put(view.profile().id(), view);
            }
        }
        List<@Nullable UserView> sifted = new ArrayList<>(ids.length);
        for (long id : ids) {
            sifted.add(found.get(id));
        }
        return sifted;
    }

    /** A service's page of accounts as raw rows. */
    public static Pages.Raw<Long> rows(UserPage page) {
        return Pages.Raw.of(Arrays.stream(page.userIds()).boxed().toList(), page.keys(), page.more());
    }

    /** Writes the User shape. */
    public static void write(JsonBytes out, UserView view) {
        out.open();
        members(out, view);
        out.close();
    }

    /** Writes the Me shape. */
    public void writeMe(JsonBytes out, Account account) {
        UserView own = view(0, account.profile());
        out.open();
        members(out, own);
        email(out, account);
        out.name("settings").open();
        out.name("language").text(account.settings().language()).close();
        out.close();
    }

    /** Writes the address, and when it became another. */
    public static void email(JsonBytes out, Account account) {
        out.name("email").text(account.email());
        out.name("emailChangedAt");
        if (account.emailChangedAt() == 0) {
            out.text(null);
        } else {
            out.time(account.emailChangedAt());
        }
    }

    /** Writes how a viewer stands to an account; that it blocks the viewer is not told. */
    public static void write(JsonBytes out, Relationship tie) {
        out.open();
        out.name("following").flag(tie.following());
        out.name("followedBy").flag(tie.followedBy());
        out.name("blocking").flag(tie.blocking());
        out.name("muting").flag(tie.muting());
        out.close();
    }

    private static void members(JsonBytes out, UserView view) {
        Profile profile = view.profile();
        out.name("id").id(profile.id());
        out.name("username").text(profile.username());
        out.name("displayName").text(profile.displayName());
        out.name("bio").text(profile.bio());
        out.name("avatarUrl").text(profile.avatarUrl());
        out.name("headerUrl").text(profile.headerUrl());
        out.name("createdAt").time(Ids.millis(profile.id()));
        out.name("counts").open();
        out.name("followers").number(view.followers());
        out.name("following").number(view.following());
        out.name("posts").number(view.posts()).close();
        if (view.tie() != null) {
            write(out.name("viewer"), view.tie());
        }
    }

    private List<UserView> views(long viewerId, List<Profile> profiles) {
        if (profiles.isEmpty()) {
            return List.of();
        }
        UserRefs refs = new UserRefs(profiles.stream().mapToLong(Profile::id).toArray());
        FollowCounts counts = graph.counts(refs);
        int[] published = posts.postCounts(refs).posts();
        List<Relationship> ties = viewerId == 0
                ? List.of()
                : graph.ties(new TieQuery(viewerId, refs.userIds())).ties();
        List<UserView> views = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            views.add(new UserView(
                    profiles.get(i),
                    counts.followers()[i],
                    counts.following()[i],
                    published[i],
                    ties.isEmpty() ? null : ties.get(i)));
        }
        return views;
    }
}
