package magpie.chaos.audit;

import java.util.Set;
import magpie.client.UnexpectedAnswerException;

/** The network has broken a promise. */
public final class Violation extends RuntimeException {
    private final Kind kind;
    private final String text;
    private final Set<String> undone;

    /** Which promise. */
    public enum Kind {
        /** An acknowledged write is not read, or something is read that nobody wrote. */
        LOST_WRITE,
        /** Something is as an earlier deed had made it, and not as the last one did that was acknowledged. */
        UNDONE,
        /** A feed is not what graph and posts say. */
        WRONG_FEED,
        /** Something is there twice. */
        DUPLICATE,
        /** A count is not the size of what it counts. */
        WRONG_COUNT,
        /** An answer that is no proper one, or none where one is due. */
        WRONG_ANSWER,
        /** The network did not come back. */
        NOT_HEALED
    }

    public Violation(Kind kind, String text) {
        this(kind, text, Set.of());
    }

    private Violation(Kind kind, String text, Set<String> undone) {
        super(text);
        this.kind = kind;
        this.text = text;
        this.undone = undone;
    }

    /** An answer is not what it was to be. */
    public static Violation of(UnexpectedAnswerException wrong) {
        Violation violation = new Violation(Kind.WRONG_ANSWER, String.valueOf(wrong.getMessage()));
        violation.initCause(wrong);
        return violation;
    }

    /** Some relations or profiles are undone; the same one may be seen undone in several places. */
    static Violation undone(Set<String> subjects, String text) {
        return new Violation(Kind.UNDONE, text, Set.copyOf(subjects));
    }

    public Kind kind() {
        return kind;
    }

    /** What is undone, by {@link Deed#subject}. */
    public Set<String> subjects() {
        return undone;
    }

    /** What was promised and what is so, in words. */
    public String text() {
        return text;
    }
}
