package magpie.chaos.audit;

import java.util.Set;
import magpie.client.Answer;

/** How an attempt ended. */
public enum Outcome {
    /** It was acknowledged: it is done. */
    SUCCEEDED,
    /** It was refused for now, certainly or perhaps not done. */
    REFUSED,
    /** No answer came: it may be done, not be done, or be done yet. */
    UNANSWERED;

    /** Time-outs, too many requests, and whatever a server or the balancer before it cannot do now. */
    private static final Set<Integer> REFUSALS = Set.of(408, 429, 500, 502, 503, 504);

    public static boolean isRefusal(Answer answer) {
        return REFUSALS.contains(answer.status());
    }
}
