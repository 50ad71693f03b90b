package magpie.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.Follows;
import magpie.api.graph.Pair;

/** What is decided without a store: which requests are valid, how many relations one may have, who is celebrated. */
public final class GraphRules {
    private final GraphConfig config;

    /** The rules under a configuration. */
    public GraphRules(GraphConfig config) {
        this.config = config;
    }

    /**
     * The standing of an author who now has so many followers; the same object where nothing changes. Between the exit
     * share and the threshold it stays what it is, so that an account near the line does not flap.
     *
     * <p>The id of a crossing is minted in the transaction that crosses. All mints follow the clock, so activities
     * published before it have smaller ids and later ones greater, but for what the clocks of two mints differ; feeds
     * make up for that by pulling a little beyond both ends and dropping duplicates.
     */
    public CelebrityStatus standing(CelebrityStatus now, long followers, LongSupplier ids) {
        if (now.celebrated()) {
            boolean ends = followers * 100 < (long) config.celebrityThreshold() * config.celebrityExitPercent();
            return ends ? new CelebrityStatus(now.authorId(), now.since(), ids.getAsLong()) : now;
        }
        boolean begins = followers >= config.celebrityThreshold();
        return begins ? new CelebrityStatus(now.authorId(), ids.getAsLong(), 0) : now;
    }

    /** Refuses a follow that would be one too many. */
    public void limitFollowing(long following) {
        limit(following, config.maxFollowing(), "follow");
    }

    /** How many one may follow. */
    public int maxFollowing() {
        return config.maxFollowing();
    }

    /** Refuses a block that would be one too many. */
    public void limitBlocks(long blocks) {
        limit(blocks, config.maxBlocks(), "block");
    }

    /** Refuses a mute that would be one too many. */
    public void limitMutes(long mutes) {
        limit(mutes, config.maxMutes(), "mute");
    }

    static void checkPair(Pair pair) {
        List<FieldError> errors = new ArrayList<>();
        if (pair.actorId() <= 0) {
            errors.add(new FieldError("actorId", "must be the id of an account"));
        }
        if (pair.targetId() <= 0) {
            errors.add(new FieldError("targetId", "must be the id of an account"));
        } else if (pair.targetId() == pair.actorId()) {
            errors.add(new FieldError("targetId", "must be another account than one's own"));
        }
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
    }

    static void checkFollows(Follows follows) {
        if (follows.pairs().size() > Limits.FOLLOWS) {
            throw ServiceException.invalid("pairs", "must be at most " + Limits.FOLLOWS + " pairs");
        }
        if (follows.pairs().stream().anyMatch(pair -> pair.actorId() <= 0 || pair.targetId() <= 0)) {
            throw ServiceException.invalid("pairs", "must be pairs of the ids of accounts");
        }
    }

    static void checkBatch(String field, long... ids) {
        if (ids.length > Limits.BATCH) {
            throw ServiceException.invalid(field, "must be at most " + Limits.BATCH + " ids");
        }
    }

    static void checkLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ServiceException.invalid("limit", "must be from 1 to " + most);
        }
    }

    private static void limit(long count, int most, String verb) {
        if (count > most) {
            throw ServiceException.of(Code.LIMIT_REACHED, "One may " + verb + " at most " + most + " accounts.");
        }
    }
}
