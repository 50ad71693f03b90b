package magpie.chaos;

/** The network has broken a promise. */
public final class Violation extends RuntimeException {
    private final Kind kind;
    private final String text;

    /** Which promise. */
    public enum Kind {
        /** An acknowledged write is not read, or something is read that nobody wrote. */
        LOST_WRITE,
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
        super(text);
        this.kind = kind;
        this.text = text;
    }

    public Kind kind() {
        return kind;
    }

    /** What was promised and what is so, in words. */
    public String text() {
        return text;
    }
}
