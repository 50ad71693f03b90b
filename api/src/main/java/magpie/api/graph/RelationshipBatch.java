package magpie.api.graph;

import java.util.List;

/**
 * Relationships in the order asked.
 *
 * @param behind whether they come from a replica that may lag
 */
public record RelationshipBatch(List<Relationship> relationships, boolean behind) {
    /** Relationships read from the primary. */
    public RelationshipBatch(List<Relationship> relationships) {
        this(relationships, false);
    }
}
