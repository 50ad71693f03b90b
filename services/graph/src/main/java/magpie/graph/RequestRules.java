package magpie.graph;

import java.util.ArrayList;
import java.util.List;
import magpie.api.FieldError;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.graph.Follows;
import magpie.api.graph.Pair;

/** Decides which requests are valid, whatever is stored. */
final class RequestRules {
    private RequestRules() {}

    static void checkPair(Pair pair) {
        List<FieldError> errors = new ArrayList<>();
        if (pair.actorId() <= 0) {
            errors.add(new FieldError("actorId", "must be the id of an account"));
        }
        if (pair.targetId() <= 0) {
            errors.add(new FieldError("targetId", "must be the id of an account"));
        } else if (pair.targetId() == pair.actorId()) {
            errors.add(new FieldError("targetId", "must be another account than one's own"));
        }
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
    }

    static void checkFollows(Follows follows) {
        Limits.checkBatch("pairs", follows.pairs().size(), Limits.FOLLOWS);
        if (follows.pairs().stream().anyMatch(pair -> pair.actorId() <= 0 || pair.targetId() <= 0)) {
            throw ServiceException.invalid("pairs", "must be pairs of the ids of accounts");
        }
    }
}
