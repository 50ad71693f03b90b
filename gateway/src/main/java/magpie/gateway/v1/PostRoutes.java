package magpie.gateway.v1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.api.post.Mention;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.PostStats;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.user.Profile;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBody;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.view.Authors;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.Visibility;
import magpie.text.PostText;
import org.jspecify.annotations.Nullable;

/** Publishing, reading and deleting posts. */
final class PostRoutes {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");
    private static final PostStats NO_MARKS = new PostStats(new int[1], new int[1], new int[1], new byte[1]);

    private final Users users;
    private final Posts posts;
    private final Visibility visibility;
    private final Authors authors;
    private final PostViews views;
    private final RateLimits limits;
    private final OwnWrites ownWrites;

    PostRoutes(
            Users users,
            Posts posts,
            Visibility visibility,
            Authors authors,
            PostViews views,
            RateLimits limits,
            OwnWrites ownWrites) {
        this.users = users;
        this.posts = posts;
        this.visibility = visibility;
        this.authors = authors;
        this.views = views;
        this.limits = limits;
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
        Publication bare = new Publication(userId, text, replyToId, List.of(), key);
        Published published = firstAnswerOr(bare, () -> publish(exchange, bare));
        long postId = published.post().id();
        if (!published.repeated()) {
            ownWrites.published(userId, postId);
        }
        JsonBytes out = new JsonBytes(1_024);
        views.write(out, published.post(), NO_MARKS, true);
        return Answer.created("/v1/posts/" + postId, out);
    }

    private Published publish(Exchange exchange, Publication bare) {
        long userId = bare.authorId();
        exchange.spend(limits.posting(userId));
        checkAnswerable(userId, bare.replyToId());
        return posts.publish(new Publication(
                userId, bare.text(), bare.replyToId(), mentions(userId, bare.text()), bare.idempotencyKey()));
    }

    /**
     * A repeated request has the first answer, whatever would refuse it by now: a block, a suspension, a limit, a rule.
     * Publishing looks at the key first, in the transaction; so only what is refused here must be looked up.
     */
    private Published firstAnswerOr(Publication bare, Supplier<Published> publishing) {
        try {
            return publishing.get();
        } catch (ServiceException refusal) {
            if (bare.idempotencyKey() == null || refusal.isPassing() || refusal.code() == Code.IDEMPOTENCY_MISMATCH) {
                throw refusal;
            }
            return firstAnswer(bare, refusal);
        }
    }

    private Published firstAnswer(Publication bare, ServiceException refusal) {
        try {
            return posts.published(bare);
        } catch (ServiceException e) {
            throw e.code() == Code.NOT_FOUND ? refusal : e;
        }
    }

    Answer read(Exchange exchange) {
        long viewerId = exchange.viewerId();
        PostFacts post = visibility.readable(viewerId, exchange.id("id"));
        JsonBytes out = new JsonBytes(1_024);
        views.present(viewerId, List.of(post), Set.of()).stream()
                .findFirst()
                .orElseThrow(() -> ServiceException.notFound("post"))
                .write(out);
        return Answer.ok(out);
    }

    Answer delete(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        long postId = exchange.id("id");
        posts.delete(new PostDeletion(postId, userId, false));
        ownWrites.deleted(userId, postId);
        return Answer.noContent();
    }

    /** A reply answers what its author may see. Of a post that is gone the post service decides. */
    private void checkAnswerable(long userId, long replyToId) {
        if (replyToId == 0) {
            return;
        }
        for (PostFacts parent : posts.batch(new PostRefs(replyToId)).posts()) {
            long authorId = parent.authorId();
            if (!authors.of(Set.of(authorId)).containsKey(authorId)
                    || visibility.blocks(userId, authorId).hidden(0)) {
                throw ServiceException.notFound("post");
            }
        }
    }

    /** The accounts that a text names and may link to: those that exist and do not hide from the author. */
    private List<Mention> mentions(long userId, String text) {
        if (!PostText.fits(text)) {
            return List.of(); // The post service refuses it with the exact reason.
        }
        List<String> names = PostText.mentioned(text);
        if (names.isEmpty()) {
            return List.of();
        }
        List<Profile> named = users.byUsernames(new Usernames(names)).profiles();
        Set<Long> ids = new HashSet<>();
        named.forEach(profile -> ids.add(profile.id()));
        Set<Long> hidden = visibility.hidden(userId, ids);
        List<Mention> mentions = new ArrayList<>();
        for (Profile profile : named) {
            if (!hidden.contains(profile.id())) {
                mentions.add(new Mention(profile.id(), profile.username()));
            }
        }
        return mentions;
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
