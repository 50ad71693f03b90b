package magpie.bench.drive;

/**
 * One request of a load.
 *
 * @param kind what is requested
 * @param actor who requests it, by number in the network
 * @param target whose timeline; otherwise nobody
 */
public record Request(Kind kind, int actor, int target) {
    private static final int NOBODY = -1;

    public static Request feed(int reader) {
        return new Request(Kind.FEED, reader, NOBODY);
    }

    static Request compressedFeed(Kind kind, int reader) {
        return new Request(kind, reader, NOBODY);
    }

    static Request timeline(int reader, int author) {
        return new Request(Kind.TIMELINE, reader, author);
    }

    public static Request publish(int author) {
        return new Request(Kind.PUBLISH, author, NOBODY);
    }
}
