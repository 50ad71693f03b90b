package magpie.chaos.audit;

import java.util.Set;
import magpie.client.UnexpectedAnswerException;

/** The network broke a promise. */
public final class Violation extends RuntimeException {
    private final Kind kind;
    private final String text;
    private final Set<String> undone;

    /** Which promise. */
    public enum Kind {
        /** An acknowledged write is missing, or something is there that nobody wrote. */
        LOST_WRITE,
        /** Something is as an earlier action made it, not as the last acknowledged one did. */
        UNDONE,
        /** A feed does not match graph and posts. */
        WRONG_FEED,
        /** Something is there twice. */
        DUPLICATE,
        /** A count is not the size of what it counts. */
        WRONG_COUNT,
        /** An answer is malformed, or missing where one is due. */
        WRONG_ANSWER,
        /** The network did not recover. */
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

    /** An answer was not the expected one. */
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

    /** What is undone, by {@link Action#subject}. */
    public Set<String> subjects() {
        return undone;
    }

    /** The promise and what was found, in words. */
    public String text() {
        return text;
    }
}
