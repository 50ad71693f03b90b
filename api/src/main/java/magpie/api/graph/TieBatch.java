package magpie.api.graph;

import java.util.List;

/**
 * Ties in the order asked.
 *
 * @param behind whether they come from a copy, which may not have the last changes yet
 */
public record TieBatch(List<Relationship> ties, boolean behind) {
    /** Ties as they are. */
    public TieBatch(List<Relationship> ties) {
        this(ties, false);
    }
}
