package magpie.gateway.v1;

import static magpie.gateway.http.Access.OPEN;
import static magpie.gateway.http.Access.READ;
import static magpie.gateway.http.Access.SIGNED_IN;
import static magpie.gateway.http.Access.SIGNED_IN_ONCE;

import java.util.List;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.Users;
import magpie.gateway.action.ApiContext;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.action.PasswordTries;
import magpie.gateway.http.Access;
import magpie.gateway.http.Endpoint;
import magpie.gateway.http.Route;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.view.Authors;
import magpie.gateway.view.EncodedPosts;
import magpie.gateway.view.FeedViews;
import magpie.gateway.view.PostPageViews;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.Visibility;

/**
 * Every path of the API, who may call it and what answers. {@code docs/openapi.yaml} says the same; a test holds them.
 */
public record Routes(
        AccountRoutes accounts,
        SessionRoutes sessions,
        ExportRoutes exports,
        UserRoutes users,
        TieRoutes ties,
        PostRoutes posts,
        ThreadRoutes threads,
        ReactionRoutes reactions,
        TagRoutes tags,
        FeedRoutes feeds) {
    /** The routes on what is shared, with a cache of so many encoded posts. */
    public static Routes of(ApiContext context, int postCache) {
        Users users = context.users();
        Graph graph = context.graph();
        Posts posts = context.posts();
        Authors authors = context.authors();
        RateLimits limits = context.limits();
        Visibility visibility = new Visibility(users, context.unseen(), graph, posts, authors);
        UserViews userViews = new UserViews(users, context.unseen(), graph, posts);
        EncodedPosts encoded = new EncodedPosts(postCache, context.meters());
        PostViews postViews = new PostViews(posts, authors, encoded);
        PostPageViews postPages = new PostPageViews(visibility, postViews);
        SignedInViews signedIn = new SignedInViews(userViews);
        OwnWrites ownWrites = new OwnWrites(context.feeds());
        PasswordTries tries = new PasswordTries(limits);
        FeedViews feedViews = new FeedViews(posts, authors, encoded, context.meters());
        return new Routes(
                new AccountRoutes(users, context.revocations(), limits, tries, authors, userViews, signedIn),
                new SessionRoutes(users, context.revocations(), tries, signedIn),
                new ExportRoutes(users, graph, posts, authors),
                new UserRoutes(graph, visibility, userViews, new TimelineViews(posts, authors, visibility, postViews)),
                new TieRoutes(graph, authors, userViews, ownWrites),
                new PostRoutes(users, posts, visibility, authors, postViews, limits, ownWrites),
                new ThreadRoutes(posts, visibility, postViews, postPages),
                new ReactionRoutes(posts, visibility, postViews, userViews, ownWrites),
                new TagRoutes(posts, postPages),
                new FeedRoutes(context.feeds(), feedViews, context.meters()));
    }

    /** All of them. */
    public List<Route> table() {
        return List.of(
                route("POST", "/v1/users", OPEN, accounts::register),
                route("POST", "/v1/sessions", OPEN, sessions::signIn),
                route("POST", "/v1/sessions/refresh", OPEN, sessions::refresh),
                route("GET", "/v1/sessions", SIGNED_IN, sessions::list),
                route("DELETE", "/v1/sessions/current", SIGNED_IN, sessions::endCurrent),
                route("DELETE", "/v1/sessions/{id}", SIGNED_IN, sessions::end),
                route("GET", "/v1/me", SIGNED_IN, accounts::me),
                route("PATCH", "/v1/me", SIGNED_IN, accounts::change),
                route("PUT", "/v1/me/password", SIGNED_IN, accounts::changePassword),
                route("POST", "/v1/me/deletion", SIGNED_IN_ONCE, accounts::delete),
                route("GET", "/v1/me/export", SIGNED_IN, exports::export),
                route("GET", "/v1/me/blocks", SIGNED_IN, ties::blocks),
                route("GET", "/v1/me/mutes", SIGNED_IN, ties::mutes),
                route("GET", "/v1/users/{id}", READ, users::byId),
                route("GET", "/v1/users/by-username/{name}", READ, users::byName),
                route("GET", "/v1/users/{id}/followers", SIGNED_IN, users::followers),
                route("GET", "/v1/users/{id}/following", SIGNED_IN, users::following),
                route("GET", "/v1/users/{id}/mutuals", SIGNED_IN, users::mutuals),
                new Route("GET", "/v1/users/{id}/posts", READ, users::posts, true),
                route("PUT", "/v1/users/{id}/follow", SIGNED_IN, ties::follow),
                route("DELETE", "/v1/users/{id}/follow", SIGNED_IN, ties::unfollow),
                route("PUT", "/v1/users/{id}/block", SIGNED_IN, ties::block),
                route("DELETE", "/v1/users/{id}/block", SIGNED_IN, ties::unblock),
                route("PUT", "/v1/users/{id}/mute", SIGNED_IN, ties::mute),
                route("DELETE", "/v1/users/{id}/mute", SIGNED_IN, ties::unmute),
                route("POST", "/v1/posts", SIGNED_IN, posts::publish),
                route("GET", "/v1/posts/{id}", READ, posts::read),
                route("DELETE", "/v1/posts/{id}", SIGNED_IN, posts::delete),
                route("GET", "/v1/posts/{id}/thread", READ, threads::thread),
                route("GET", "/v1/posts/{id}/replies", READ, threads::replies),
                route("PUT", "/v1/posts/{id}/like", SIGNED_IN, reactions::like),
                route("DELETE", "/v1/posts/{id}/like", SIGNED_IN, reactions::unlike),
                route("PUT", "/v1/posts/{id}/repost", SIGNED_IN, reactions::repost),
                route("DELETE", "/v1/posts/{id}/repost", SIGNED_IN, reactions::unrepost),
                route("GET", "/v1/posts/{id}/likes", SIGNED_IN, reactions::likes),
                route("GET", "/v1/posts/{id}/reposts", SIGNED_IN, reactions::reposts),
                route("GET", "/v1/tags/{tag}/posts", READ, tags::posts),
                new Route("GET", "/v1/feed", SIGNED_IN, feeds::home, true));
    }

    private static Route route(String method, String template, Access access, Endpoint endpoint) {
        return new Route(method, template, access, endpoint, false);
    }
}
