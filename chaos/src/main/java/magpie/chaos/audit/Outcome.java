package magpie.chaos.audit;

import java.util.Set;
import magpie.client.Answer;

/** How an attempt ended. */
public enum Outcome {
    /** It was acknowledged, so it is done. */
    SUCCEEDED,
    /** It was refused for now; it may or may not be done. */
    REFUSED,
    /** No answer came: it may be done, or not, or be done later. */
    UNANSWERED;

    /** Timeouts, rate limits, and errors of a server or the load balancer that will pass. */
    private static final Set<Integer> REFUSALS = Set.of(408, 429, 500, 502, 503, 504);

    public static boolean isRefusal(Answer answer) {
        return REFUSALS.contains(answer.status());
    }
}
