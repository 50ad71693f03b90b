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
 * The accounts that nobody may see: the one place that knows, to be asked before anything of theirs is counted for a
 * page. All suspended accounts are known: the earlier ones are loaded, the topic of users adds the rest. Of deleted
 * accounts the latest are known, at least twenty thousand: what older ones had is removed by then.
 *
 * <p>A look-up takes no lock and does no I/O.
 */
public final class Unseen implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int ACCOUNTS_AT_ONCE = 10_000;
    private static final int MOST_GONE = 20_000;
    /** How many accounts have the time of their latest event remembered. */
    private static final int MOST_TOLD = 20_000;
    /** How much the clocks of writers may differ; within that, the event heard last wins. */
    private static final Duration CLOCKS = Duration.ofSeconds(10);

    private final LongSet suspended = new LongSet();
    private final ReentrantLock changing = new ReentrantLock();
    /** The time of the latest suspension or restoration, for the accounts heard of last. */
    private final Map<Long, Long> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_TOLD;
        }
    };

    private volatile LongSet gone = new LongSet();
    private volatile LongSet goneBefore = new LongSet();
    /** Accounts that events have named while the earlier ones are being loaded: the events win. */
    private @Nullable LongSet told;

    private volatile @Nullable Periodic loading;
    private volatile boolean loaded;

    /** Whether nobody may see it. */
    public boolean contains(long userId) {
        return suspended.contains(userId) || isGone(userId);
    }

    /** Whether it is deleted: then nobody follows it either, although its rows may not be removed yet. */
    public boolean isGone(long userId) {
        return gone.contains(userId) || goneBefore.contains(userId);
    }

    /**
     * Takes the events of the topic of users, in order. Events may repeat, even from further back: one that is clearly
     * older than what is known changes nothing.
     *
     * @param at when it was written, in milliseconds since 1970
     */
    public void heard(UserEvent event, long at) {
        changing.lock();
        try {
            switch (event) {
                case UserEvent.Suspended one -> {
                    if (isLatest(one.userId(), at)) {
                        suspend(one.userId());
                    }
                }
                case UserEvent.Restored one -> {
                    if (isLatest(one.userId(), at)) {
                        restore(one.userId());
                    }
                }
                case UserEvent.Deleted one -> addDeleted(one.userId());
                case UserEvent.Registered _,
                        UserEvent.ProfileChanged _,
                        UserEvent.SessionEnded _ -> {} // seen as before
            }
        } finally {
            changing.unlock();
        }
    }

    private boolean isLatest(long userId, long at) {
        Long before = last.remove(userId); // moves it behind the others
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

    private void addDeleted(long userId) {
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
     * Loads the accounts suspended earlier. Call it once the topic is being followed. If they cannot be loaded now, it
     * retries; until then they remain visible here.
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
