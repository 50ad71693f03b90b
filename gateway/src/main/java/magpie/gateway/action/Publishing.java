package magpie.gateway.action;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.user.Profile;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.gateway.http.Exchange;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.view.Authors;
import magpie.gateway.view.Visibility;
import magpie.text.PostText;

/**
 * Publishes posts. The post service validates the text; this finds out what it cannot know: whom the text names, and
 * who of them, or of those it replies to, hides from its author.
 */
public final class Publishing {
    private final Users users;
    private final Posts posts;
    private final Authors authors;
    private final Visibility visibility;
    private final RateLimits limits;
    private final OwnWrites ownWrites;

    /** Publishing on what is shared. */
    public Publishing(ApiContext context, Visibility visibility, OwnWrites ownWrites) {
        this.users = context.users();
        this.posts = context.posts();
        this.authors = context.authors();
        this.visibility = visibility;
        this.limits = context.limits();
        this.ownWrites = ownWrites;
    }

    /**
     * Publishes for the signed-in user; the publication has no mentions yet. A repeated request gets the first answer,
     * whatever would refuse it by now: a block, a suspension, a limit, a rule.
     */
    public Published publish(Exchange exchange, Publication bare) {
        Published published = firstAnswerOr(bare, () -> {
            exchange.spend(limits.posting(bare.authorId()));
            return posts.publish(named(bare));
        });
        if (!published.repeated()) {
            ownWrites.published(bare.authorId(), published.post().id());
        }
        return published;
    }

    /** Publishing itself checks the key first, in its transaction, so only what is refused here must be looked up. */
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

    /** Adds mentions; {@code NOT_FOUND} if it replies to what its author may not see. Looks blocks up once for all. */
    private Publication named(Publication bare) {
        long answered = answered(bare.replyToId());
        List<String> names = names(bare.text());
        Map<String, Long> people = names.isEmpty() ? Map.of() : people(names);
        Set<Long> all = new HashSet<>(people.values());
        if (answered != 0) {
            all.add(answered);
        }
        all.remove(bare.authorId());
        Set<Long> hidden = visibility.hidden(bare.authorId(), all);
        if (hidden.contains(answered)) {
            throw ServiceException.notFound("post");
        }
        return new Publication(
                bare.authorId(),
                bare.text(),
                bare.replyToId(),
                bare.idempotencyKey(),
                mentioned(names, people, hidden));
    }

    /** The author of the post replied to; 0 for none. The post service decides about deleted posts. */
    private long answered(long replyToId) {
        if (replyToId == 0) {
            return 0;
        }
        for (PostFacts parent : posts.batch(new PostRefs(replyToId)).posts()) {
            if (authors.of(Set.of(parent.authorId())).isEmpty()) {
                throw ServiceException.notFound("post");
            }
            return parent.authorId();
        }
        return 0;
    }

    /** The names in a text; the post service refuses a text that is too large. */
    private static List<String> names(String text) {
        return PostText.fits(text) ? PostText.mentioned(text) : List.of();
    }

    private Map<String, Long> people(List<String> names) {
        Map<String, Long> people = new HashMap<>();
        for (Profile profile : users.byUsernames(new Usernames(names)).profiles()) {
            people.put(profile.username().toLowerCase(Locale.ROOT), profile.id());
        }
        return people;
    }

    /** Returns the accounts named that exist and do not hide, in the text's order. */
    private static long[] mentioned(List<String> names, Map<String, Long> people, Set<Long> hidden) {
        return names.stream()
                .filter(people::containsKey)
                .mapToLong(people::get)
                .filter(id -> !hidden.contains(id))
                .toArray();
    }
}
