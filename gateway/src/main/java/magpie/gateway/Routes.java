package magpie.gateway;

import static magpie.gateway.http.Access.OPEN;
import static magpie.gateway.http.Access.PROBE;
import static magpie.gateway.http.Access.READ;
import static magpie.gateway.http.Access.SIGNED_IN;
import static magpie.gateway.http.Access.SIGNED_IN_ONCE;

import java.util.List;
import magpie.gateway.http.Access;
import magpie.gateway.http.Endpoint;
import magpie.gateway.http.Route;

/** Every path there is, who may call it and what answers. {@code docs/openapi.yaml} says the same; a test holds them. */
record Routes(
        WellKnownRoutes wellKnown,
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
    List<Route> table() {
        return List.of(
                route("GET", "/", OPEN, wellKnown::root),
                route("GET", "/openapi.yaml", OPEN, wellKnown::openapi),
                route("GET", "/.well-known/jwks.json", OPEN, wellKnown::keys),
                new Route("GET", "/health/live", PROBE, wellKnown::live, true),
                route("GET", "/health/ready", PROBE, wellKnown::ready),
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
