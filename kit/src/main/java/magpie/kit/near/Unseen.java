package magpie.kit.near;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.ServiceException;
import magpie.api.user.Suspended;
import magpie.api.user.SuspendedAfter;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.Periodic;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that nobody is to see: the one place that says so, to be asked before anything of theirs is counted for a
 * page. Suspended ones are all known: those from before are loaded, the topic of users tells of the rest. Of deleted ones
 * the last are known, twenty thousand at least: what they had is removed by then.
 *
 * <p>A look-up takes no lock and asks nobody.
 */
public final class Unseen implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int ACCOUNTS_AT_ONCE = 10_000;
    private static final int MOST_GONE = 20_000;
    /** Of so many accounts it is known when what was last told of them was written. */
    private static final int MOST_TOLD = 20_000;
    /** The clocks of those who write may differ by so much; within that, what is told last counts. */
    private static final Duration CLOCKS = Duration.ofSeconds(10);

    private final LongSet suspended = new LongSet();
    private final ReentrantLock changing = new ReentrantLock();
    /** When the last suspension or restoration was, of those last told of. */
    private final Map<Long, Long> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_TOLD;
        }
    };

    private volatile LongSet gone = new LongSet();
    private volatile LongSet goneBefore = new LongSet();
    /** Of whom events told while those from before are loaded: they know better. */
    private @Nullable LongSet told;

    private volatile @Nullable Periodic loading;
    private volatile boolean loaded;

    /** Whether nobody is to see it. */
    public boolean contains(long userId) {
        return suspended.contains(userId) || isGone(userId);
    }

    /** Whether it is deleted: then nobody follows it either, whatever the rows say that are still to go. */
    public boolean isGone(long userId) {
        return gone.contains(userId) || goneBefore.contains(userId);
    }

    /**
     * Takes what the topic of users tells, in its order. All of it may come twice, and from further back: what is clearly
     * older than what was told already changes nothing.
     *
     * @param at when it was written, in milliseconds since 1970
     */
    public void heard(UserEvent event, long at) {
        changing.lock();
        try {
            switch (event) {
                case UserEvent.Suspended one -> {
                    if (isNews(one.userId(), at)) {
                        suspend(one.userId());
                    }
                }
                case UserEvent.Restored one -> {
                    if (isNews(one.userId(), at)) {
                        restore(one.userId());
                    }
                }
                case UserEvent.Deleted one -> bury(one.userId());
                case UserEvent.Registered _,
                        UserEvent.ProfileChanged _,
                        UserEvent.SessionEnded _ -> {} // seen as before
            }
        } finally {
            changing.unlock();
        }
    }

    private boolean isNews(long userId, long at) {
        Long before = last.remove(userId); // and put behind the others
        last.put(userId, before == null ? at : Math.max(before, at));
        return before == null || at + CLOCKS.toMillis() >= before;
    }

    private void suspend(long userId) {
        note(userId);
        if (!isGone(userId)) {
            suspended.add(userId);
        }
    }

    private void restore(long userId) {
        note(userId);
        suspended.remove(userId);
    }

    private void bury(long userId) {
        note(userId);
        suspended.remove(userId);
        if (gone.size() >= MOST_GONE) {
            goneBefore = gone;
            gone = new LongSet();
        }
        gone.add(userId);
    }

    private void note(long userId) {
        if (told != null) {
            told.add(userId);
        }
    }

    /**
     * Loads those suspended before. Call it when the topic is followed already. If they cannot be had now they are loaded
     * later; until then they are seen here.
     */
    public void load(Users users) {
        loading = tryLoad(users) ? null : Periodic.start("unseen", AGAIN, () -> loadLater(users));
    }

    private void loadLater(Users users) {
        if (!loaded) {
            tryLoad(users);
        }
    }

    private boolean tryLoad(Users users) {
        listen();
        try {
            take(all(users));
            loaded = true;
            return true;
        } catch (ServiceException e) {
            return false;
        }
    }

    private void listen() {
        changing.lock();
        try {
            told = new LongSet();
        } finally {
            changing.unlock();
        }
    }

    private static long[] all(Users users) {
        long[] all = new long[0];
        long after = 0;
        do {
            Suspended chunk = users.suspended(new SuspendedAfter(after, ACCOUNTS_AT_ONCE));
            int count = all.length;
            all = Arrays.copyOf(all, count + chunk.userIds().length);
            System.arraycopy(chunk.userIds(), 0, all, count, chunk.userIds().length);
            after = chunk.next();
        } while (after != 0);
        return all;
    }

    private void take(long... before) {
        changing.lock();
        try {
            LongSet newer = told == null ? new LongSet() : told;
            long[] since =
                    Arrays.stream(newer.ids()).filter(suspended::contains).toArray();
            long[] older =
                    Arrays.stream(before).filter(id -> !newer.contains(id)).toArray();
            long[] both = Arrays.copyOf(older, older.length + since.length);
            System.arraycopy(since, 0, both, older.length, since.length);
            suspended.replace(both);
            told = null;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        Periodic later = loading;
        if (later != null) {
            later.close();
        }
    }
}
