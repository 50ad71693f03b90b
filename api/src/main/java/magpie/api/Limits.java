package magpie.api;

/** The limits of contract calls. A call that exceeds one fails with {@link Code#INVALID_VALUE}. */
public final class Limits {
    /** Ids in one batch request. */
    public static final int BATCH = 1_000;

    /** Items in one page of the public API. */
    public static final int PAGE = 100;

    /** Bytes of posts in one page of the public API, about: a page of large posts is short. */
    public static final int PAGE_BYTES = 262_144;

    /** Followers in one step of a fan-out. */
    public static final int STEP = 4_000;

    /** Follows in one request by the operator. */
    public static final int FOLLOWS = 5_000;

    /** The upper end of every keyset: a page that starts here starts at the newest. */
    public static final long NEWEST = Long.MAX_VALUE;

    private Limits() {}

    /** Checks the size of a page that is asked for: 1 to {@link #BATCH}. */
    public static void checkPage(int limit) {
        checkPage(limit, BATCH);
    }

    /** Checks the size of a page that is asked for: 1 to {@code most}. */
    public static void checkPage(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw ServiceException.invalid("limit", limit + " (expected: 1 to " + most + ")");
        }
    }

    /** Checks that a batch has at most {@link #BATCH} items. */
    public static void checkBatch(String field, int size) {
        checkBatch(field, size, BATCH);
    }

    /** Checks that a batch has at most so many items. */
    public static void checkBatch(String field, int size, int most) {
        if (size > most) {
            throw ServiceException.invalid(field, size + " at once (expected: at most " + most + ")");
        }
    }
}
