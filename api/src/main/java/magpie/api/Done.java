package magpie.api;

/** The answer of a contract method that has nothing to say but that it is done, durably. */
public record Done() {
    /** The one value. */
    public static final Done DONE = new Done();
}
