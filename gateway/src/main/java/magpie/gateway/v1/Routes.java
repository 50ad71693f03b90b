package magpie.gateway.v1;

import static magpie.gateway.http.Access.OPEN;
import static magpie.gateway.http.Access.READ;
import static magpie.gateway.http.Access.SIGNED_IN;
import static magpie.gateway.http.Access.SIGNED_IN_ONCE;

import java.util.List;
import java.util.Set;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.Users;
import magpie.gateway.action.ApiContext;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.action.PasswordTries;
import magpie.gateway.action.Publishing;
import magpie.gateway.auth.Credentials;
import magpie.gateway.http.Api;
import magpie.gateway.http.CrossOrigin;
import magpie.gateway.http.Route;
import magpie.gateway.http.body.BodyKind;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.v1.json.EncodedPosts;
import magpie.gateway.v1.json.FeedJson;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.v1.json.Problems;
import magpie.gateway.view.Authors;
import magpie.gateway.view.FeedViews;
import magpie.gateway.view.PostPageViews;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.ThreadViews;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.Visibility;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The routes of the API: paths, access, endpoints. A test compares them with {@code docs/openapi.yaml}. */
public record Routes(
        Api api,
        AccountRoutes accounts,
        SessionRoutes sessions,
        ExportRoutes exports,
        UserRoutes users,
        RelationshipRoutes relationships,
        PostRoutes posts,
        ThreadRoutes threads,
        ReactionRoutes reactions,
        TagRoutes tags,
        FeedRoutes feeds,
        InstanceRoutes instance) {
    private static final List<HttpField> FIELDS = List.of(
            new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"));

    private static final Set<String> SENT = Set.of("Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id");
    private static final Set<String> SHOWN =
            Set.of("Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id");

    /** Creates the API at a prefix: how it speaks HTTP, and which other sites' pages may call it. */
    public static Api api(String prefix, Credentials credentials, List<String> origins) {
        return new Api(
                prefix,
                Problems::answer,
                FIELDS,
                credentials,
                Set.of(BodyKind.JSON),
                new CrossOrigin(origins, SENT, SHOWN));
    }

    /** Creates the routes, with a cache of encoded posts. */
    public static Routes of(Api api, ApiContext context, int postCache) {
        Users users = context.users();
        Graph graph = context.graph();
        Posts posts = context.posts();
        Authors authors = context.authors();
        RateLimits limits = context.limits();
        Visibility visibility = new Visibility(users, context.unseen(), graph, posts, authors);
        UserViews userViews = new UserViews(users, context.unseen(), graph, posts);
        EncodedPosts encoded = new EncodedPosts(postCache, context.meters());
        PostJson json = new PostJson(encoded);
        PostViews postViews = new PostViews(posts, authors);
        PostPageViews postPages = new PostPageViews(visibility, postViews);
        SignedInViews signedIn = new SignedInViews(userViews);
        OwnWrites ownWrites = new OwnWrites(context.feeds());
        PasswordTries tries = new PasswordTries(limits);
        FeedViews feedViews = new FeedViews(posts, authors, context.meters());
        return new Routes(
                api,
                new AccountRoutes(users, context.revocations(), limits, tries, authors, userViews, signedIn),
                new SessionRoutes(users, context.revocations(), tries, signedIn),
                new ExportRoutes(users, graph, posts, authors),
                new UserRoutes(
                        graph, visibility, userViews, new TimelineViews(posts, authors, visibility, postViews), json),
                new RelationshipRoutes(graph, authors, userViews, ownWrites),
                new PostRoutes(
                        posts, visibility, postViews, json, new Publishing(context, visibility, ownWrites), ownWrites),
                new ThreadRoutes(visibility, new ThreadViews(posts, visibility, postViews, postPages), json),
                new ReactionRoutes(posts, visibility, postViews, json, userViews, ownWrites),
                new TagRoutes(posts, postPages, json),
                new FeedRoutes(context.feeds(), feedViews, new FeedJson(json), context.meters()),
                new InstanceRoutes(context.site()));
    }

    /** All routes. */
    public List<Route> table() {
        return List.of(
                api.route("POST", "/v1/users", OPEN, accounts::register),
                api.route("POST", "/v1/sessions", OPEN, sessions::signIn),
                api.route("POST", "/v1/sessions/refresh", OPEN, sessions::refresh),
                api.route("GET", "/v1/sessions", SIGNED_IN, sessions::list),
                api.route("DELETE", "/v1/sessions/current", SIGNED_IN, sessions::endCurrent),
                api.route("DELETE", "/v1/sessions/{id}", SIGNED_IN, sessions::end),
                api.route("GET", "/v1/me", SIGNED_IN, accounts::me),
                api.route("PATCH", "/v1/me", SIGNED_IN, accounts::change),
                api.route("PUT", "/v1/me/password", SIGNED_IN, accounts::changePassword),
                api.route("POST", "/v1/me/deletion", SIGNED_IN_ONCE, accounts::delete),
                api.route("GET", "/v1/me/export", SIGNED_IN, exports::export),
                api.route("GET", "/v1/me/blocks", SIGNED_IN, relationships::blocks),
                api.route("GET", "/v1/me/mutes", SIGNED_IN, relationships::mutes),
                api.route("GET", "/v1/users/{id}", READ, users::byId),
                api.route("GET", "/v1/users/by-username/{name}", READ, users::byName),
                api.route("GET", "/v1/users/{id}/followers", SIGNED_IN, users::followers),
                api.route("GET", "/v1/users/{id}/following", SIGNED_IN, users::following),
                api.route("GET", "/v1/users/{id}/mutuals", SIGNED_IN, users::mutuals),
                api.fastPath("GET", "/v1/users/{id}/posts", READ, users::posts),
                api.route("PUT", "/v1/users/{id}/follow", SIGNED_IN, relationships::follow),
                api.route("DELETE", "/v1/users/{id}/follow", SIGNED_IN, relationships::unfollow),
                api.route("PUT", "/v1/users/{id}/block", SIGNED_IN, relationships::block),
                api.route("DELETE", "/v1/users/{id}/block", SIGNED_IN, relationships::unblock),
                api.route("PUT", "/v1/users/{id}/mute", SIGNED_IN, relationships::mute),
                api.route("DELETE", "/v1/users/{id}/mute", SIGNED_IN, relationships::unmute),
                api.route("POST", "/v1/posts", SIGNED_IN, posts::publish),
                api.route("GET", "/v1/posts/{id}", READ, posts::read),
                api.route("DELETE", "/v1/posts/{id}", SIGNED_IN, posts::delete),
                api.route("GET", "/v1/posts/{id}/thread", READ, threads::thread),
                api.route("GET", "/v1/posts/{id}/replies", READ, threads::replies),
                api.route("PUT", "/v1/posts/{id}/like", SIGNED_IN, reactions::like),
                api.route("DELETE", "/v1/posts/{id}/like", SIGNED_IN, reactions::unlike),
                api.route("PUT", "/v1/posts/{id}/repost", SIGNED_IN, reactions::repost),
                api.route("DELETE", "/v1/posts/{id}/repost", SIGNED_IN, reactions::unrepost),
                api.route("GET", "/v1/posts/{id}/likes", SIGNED_IN, reactions::likes),
                api.route("GET", "/v1/posts/{id}/reposts", SIGNED_IN, reactions::reposts),
                api.route("GET", "/v1/tags/{tag}/posts", READ, tags::posts),
                api.fastPath("GET", "/v1/feed", SIGNED_IN, feeds::home),
                api.fastPath("GET", "/v1/instance", OPEN, instance::instance));
    }
}
