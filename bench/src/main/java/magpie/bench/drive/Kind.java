package magpie.bench.drive;

/** What a request asks for. */
public enum Kind {
    FEED("home feed"),
    FEED_GZIP("home feed, gzip"),
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
