package magpie.api;

/** The request of a contract method that takes nothing. */
public record Empty() {
    /** The one value. */
    public static final Empty EMPTY = new Empty();
}
