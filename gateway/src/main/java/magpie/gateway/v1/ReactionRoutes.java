package magpie.gateway.v1;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import magpie.api.Code;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.post.Posts;
import magpie.api.post.Reacted;
import magpie.api.post.Reaction;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.Visibility;

/** Likes and reposts. */
final class ReactionRoutes {
    private final Posts posts;
    private final Visibility visibility;
    private final PostViews views;
    private final PostJson json;
    private final UserPages pages;
    private final OwnWrites ownWrites;

    ReactionRoutes(
            Posts posts,
            Visibility visibility,
            PostViews views,
            PostJson json,
            UserViews userViews,
            OwnWrites ownWrites) {
        this.posts = posts;
        this.visibility = visibility;
        this.views = views;
        this.json = json;
        this.pages = new UserPages(userViews);
        this.ownWrites = ownWrites;
    }

    Answer like(Exchange exchange) {
        Reaction reaction = reaction(exchange);
        visibility.answerable(reaction.userId(), reaction.postId());
        Reacted reacted = posts.like(reaction);
        ownWrites.reacted(reaction.userId());
        return post(reacted);
    }

    Answer unlike(Exchange exchange) {
        Reaction reaction = reaction(exchange);
        Optional<Reacted> reacted = ifThere(() -> posts.unlike(reaction));
        ownWrites.reacted(reaction.userId());
        return withdrawn(reaction, reacted);
    }

    Answer repost(Exchange exchange) {
        Reaction reaction = reaction(exchange);
        visibility.answerable(reaction.userId(), reaction.postId());
        Reacted reacted = posts.repost(reaction);
        ownWrites.reposted(reaction.userId(), reacted.activityId(), reaction.postId());
        return post(reacted);
    }

    Answer unrepost(Exchange exchange) {
        Reaction reaction = reaction(exchange);
        Optional<Reacted> reacted = ifThere(() -> posts.unrepost(reaction));
        reacted.filter(undone -> undone.activityId() != 0)
                .ifPresent(undone -> ownWrites.unreposted(reaction.userId(), undone.activityId(), reaction.postId()));
        return withdrawn(reaction, reacted);
    }

    Answer likes(Exchange exchange) {
        return people(exchange, 'l', posts::likes);
    }

    Answer reposts(Exchange exchange) {
        return people(exchange, 's', posts::reposts);
    }

    private Answer people(Exchange exchange, char kind, Function<Listing, UserPage> list) {
        long postId = exchange.id("id");
        return pages.open(
                exchange,
                kind,
                () -> visibility.readable(exchange.viewerId(), postId),
                (before, limit) -> list.apply(new Listing(postId, before, limit)));
    }

    /**
     * Anybody may withdraw their own, whatever became of the post. The answer shows the post if it is visible; if not,
     * it is empty, and does not reveal whether the post is hidden, deleted, or never existed.
     */
    private Answer withdrawn(Reaction reaction, Optional<Reacted> reacted) {
        return reacted.flatMap(known -> ifThere(() -> {
                    visibility.readable(reaction.userId(), reaction.postId());
                    return known;
                }))
                .map(this::post)
                .orElseGet(Answer::noContent);
    }

    private static <T> Optional<T> ifThere(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ServiceException e) {
            if (e.code() == Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Answer post(Reacted reacted) {
        JsonBytes out = new JsonBytes(1_024);
        json.write(out, views.shown(reacted.post()), reacted.counts(), 0, true);
        return Answer.ok(out);
    }

    private static Reaction reaction(Exchange exchange) {
        return new Reaction(exchange.signedIn().userId(), exchange.id("id"));
    }
}
