package magpie.feed.reader;

import java.util.Arrays;

/**
 * A reader's relations at one moment, as sorted arrays: immutable, replaced as a whole. At most 5,000 are followed, so
 * copying on change costs less than a set would on every read.
 *
 * @param following whom the reader follows
 * @param hidden whom the reader blocks or is blocked by
 * @param muted whom the reader mutes
 * @param hiddenComplete false if {@code hidden} was cut and Graph must be asked about strangers
 */
public record Relations(long[] following, long[] hidden, long[] muted, boolean hiddenComplete) {

    public static Relations of(long[] following, long[] hidden, long[] muted, boolean hiddenComplete) {
        return new Relations(sorted(following), sorted(hidden), sorted(muted), hiddenComplete);
    }

    /** Returns some accounts and oneself: the authors of a feed. */
    static long[] with(long self, long[] accounts) {
        long[] all = Arrays.copyOf(accounts, accounts.length + 1);
        all[accounts.length] = self;
        return all;
    }

    public boolean follows(long userId) {
        return contains(following, userId);
    }

    public boolean silences(long userId) {
        return contains(hidden, userId) || contains(muted, userId);
    }

    /** Returns a copy with one account changed. */
    public Relations with(long userId, boolean follows, boolean hides, boolean mutes) {
        return new Relations(
                changed(following, userId, follows),
                changed(hidden, userId, hides),
                changed(muted, userId, mutes),
                hiddenComplete);
    }

    /**
     * Returns a hash of the accounts that the reader follows: equal for the same accounts in any order, different for
     * others except for one case in 2^64. A window stores it to say for whom it is complete. It also changes if one of
     * them was not followed for a while, since nothing was delivered meanwhile.
     *
     * @param newest the key of the newest follow
     */
    long fingerprint(long newest) {
        long sum = 1 + Long.rotateLeft(mixed(newest), 32);
        for (long id : following) {
            sum += mixed(id);
        }
        return sum;
    }

    private static long mixed(long id) {
        long mixed = (id ^ (id >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
        return (mixed ^ (mixed >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
    }

    private static long[] sorted(long[] ids) {
        long[] copy = ids.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static boolean contains(long[] ids, long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    private static long[] changed(long[] ids, long id, boolean wanted) {
        int place = Arrays.binarySearch(ids, id);
        if (place >= 0 == wanted) {
            return ids;
        }
        int at = wanted ? -place - 1 : place;
        long[] changed = new long[ids.length + (wanted ? 1 : -1)];
        System.arraycopy(ids, 0, changed, 0, at);
        System.arraycopy(ids, wanted ? at : at + 1, changed, wanted ? at + 1 : at, ids.length - (wanted ? at : at + 1));
        if (wanted) {
            changed[at] = id;
        }
        return changed;
    }
}
