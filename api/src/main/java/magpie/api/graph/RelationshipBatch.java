package magpie.api.graph;

import java.util.List;

/**
 * Relationships in the order asked.
 *
 * @param behind whether they come from a copy, which may not have the last changes yet
 */
public record RelationshipBatch(List<Relationship> relationships, boolean behind) {
    /** Relationships as they are. */
    public RelationshipBatch(List<Relationship> relationships) {
        this(relationships, false);
    }
}
