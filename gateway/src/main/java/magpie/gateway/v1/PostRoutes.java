package magpie.gateway.v1;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.action.Publishing;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBody;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.Visibility;
import org.jspecify.annotations.Nullable;

/** Publishing, reading and deleting posts. */
final class PostRoutes {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");
    private static final PostStats NO_MARKS = new PostStats(new int[1], new int[1], new int[1], new byte[1]);

    private final Posts posts;
    private final Visibility visibility;
    private final PostViews views;
    private final PostJson json;
    private final Publishing publishing;
    private final OwnWrites ownWrites;

    PostRoutes(
            Posts posts,
            Visibility visibility,
            PostViews views,
            PostJson json,
            Publishing publishing,
            OwnWrites ownWrites) {
        this.posts = posts;
        this.visibility = visibility;
        this.views = views;
        this.json = json;
        this.publishing = publishing;
        this.ownWrites = ownWrites;
    }

    Answer publish(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        String key = idempotencyKey(exchange);
        JsonBody body = exchange.json();
        String text = body.text("text");
        long replyToId = body.optionalId("replyToId");
        if (body.listSize("mediaIds") > 0) {
            body.wrong("mediaIds", "Must be empty: there is no media here yet.");
        }
        body.check();
        Published published = publishing.publish(exchange, new Publication(userId, text, replyToId, key));
        JsonBytes out = new JsonBytes(1_024);
        json.write(out, views.shown(published.post()), NO_MARKS, 0, true);
        return Answer.created("/v1/posts/" + published.post().id(), out);
    }

    Answer read(Exchange exchange) {
        long viewerId = exchange.viewerId();
        PostFacts post = visibility.readable(viewerId, exchange.id("id"));
        JsonBytes out = new JsonBytes(1_024);
        json.write(
                out,
                views.present(viewerId, List.of(post), Set.of()).stream()
                        .findFirst()
                        .orElseThrow(() -> ServiceException.notFound("post")));
        return Answer.ok(out);
    }

    Answer delete(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        long postId = exchange.id("id");
        posts.delete(new PostDeletion(postId, userId, false));
        ownWrites.deleted(userId, postId);
        return Answer.noContent();
    }

    private static @Nullable String idempotencyKey(Exchange exchange) {
        String key = exchange.header("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ServiceException(
                    Code.MALFORMED,
                    "The request cannot be read.",
                    List.of(new FieldError("Idempotency-Key", "Must be 1 to 200 printable ASCII characters.")),
                    0,
                    null);
        }
        return key;
    }
}
