package magpie.graph.neo4j.reads;

import java.util.HashMap;
import java.util.Map;
import magpie.api.graph.CelebrityStatus;
import org.neo4j.driver.Record;

/** The state of a user's node while a transaction that has locked it decides. */
public final class Account {
    /** All that is read of a node {@code u}; unset properties are 0. */
    public static final String COLUMNS =
            "u.id AS id, coalesce(u.gone, false) AS gone, coalesce(u.followers, 0) AS followers,"
                    + " coalesce(u.following, 0) AS following, coalesce(u.blocks, 0) AS blocks, coalesce(u.mutes, 0) AS mutes,"
                    + " coalesce(u.since, 0) AS since, coalesce(u.until, 0) AS until, coalesce(u.last, 0) AS last";

    /** How many relationships a node really has. */
    public record Degrees(long followers, long following, long blocks, long mutes) {
        public static final Degrees NONE = new Degrees(0, 0, 0, 0);
    }

    public final long id;
    public boolean gone;
    public long followers;
    public long following;
    public long blocks;
    public long mutes;
    public CelebrityStatus status;

    /** The newest id generated for it: the next is greater, whatever the clocks of two processes say. */
    public long last;

    public boolean changed;

    public Account(Record row) {
        this.id = row.get("id").asLong();
        this.gone = row.get("gone").asBoolean();
        this.followers = row.get("followers").asLong();
        this.following = row.get("following").asLong();
        this.blocks = row.get("blocks").asLong();
        this.mutes = row.get("mutes").asLong();
        this.status = status(row);
        this.last = row.get("last").asLong();
    }

    /** The celebrity status in a row with {@code id}, {@code since} and {@code until}. */
    static CelebrityStatus status(Record row) {
        return new CelebrityStatus(
                row.get("id").asLong(),
                row.get("since").asLong(),
                row.get("until").asLong());
    }

    /** The properties to write. Accounts that are not deleted and never were celebrities lack those. */
    public Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>(
                Map.of("followers", followers, "following", following, "blocks", blocks, "mutes", mutes, "last", last));
        all.put("since", status.since() == 0 ? null : status.since());
        all.put("until", status.until() == 0 ? null : status.until());
        all.put("gone", gone ? true : null);
        return all;
    }
}
