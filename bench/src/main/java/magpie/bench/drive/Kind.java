package magpie.bench.drive;

/** What a request asks for. */
public enum Kind {
    FEED("home feed"),
    FEED_GZIP("home feed, gzip"),
    FEED_BROWSER("home feed, as browsers ask"),
    TIMELINE("author timeline"),
    PUBLISH("publish");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
