package magpie.feed.redis;

import magpie.feed.window.Slice;
import magpie.feed.window.Window;

/** The window of one reader in Redis. */
record RedisWindow(RedisIndex index, long readerId) implements Window {
    @Override
    public long begin() {
        return index.begin(readerId);
    }

    @Override
    public boolean complete(long building, Slice stored, long fingerprint) {
        return index.complete(readerId, building, stored, fingerprint);
    }

    @Override
    public Slice below(long before, int limit) {
        return index.look(readerId, before, limit).entries();
    }
}
