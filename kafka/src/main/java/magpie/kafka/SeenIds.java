package magpie.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids of the newest {@value #WINDOW} events of a partition, to recognise one that a relay sent twice. For one
 * thread.
 */
final class SeenIds {
    /** How far apart in a partition two copies may be. */
    static final int WINDOW = 8_192;

    private final Map<Long, Boolean> ids = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > WINDOW;
        }
    };

    /** Remembers an id; false if it was there. */
    boolean isNew(long id) {
        return id == EventRecord.NO_ID || ids.put(id, true) == null;
    }
}
