package magpie.kit.sqlite;

/**
 * Sizes of a store.
 *
 * @param readers connections for reads, each with its own cache
 * @param cacheKib page cache of a connection in KiB
 * @param queue writes that may wait; one more is refused
 * @param group writes committed together at most
 * @param groupMillis how long a group may take to run before it is committed
 */
public record SqliteOptions(int readers, int cacheKib, int queue, int group, int groupMillis) {
    /** Sizes for an ordinary machine. */
    public static final SqliteOptions DEFAULTS = new SqliteOptions(4, 4_096, 10_000, 512, 20);
}
