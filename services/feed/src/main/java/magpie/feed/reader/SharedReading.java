package magpie.feed.reader;

import magpie.api.Limits;
import magpie.api.post.ReadYourWrites;
import magpie.feed.reader.KnownRelations.Answer;
import magpie.feed.window.SharedIndex.Look;
import magpie.feed.window.Slice;

/** One page's view of a shared window: entries of the first look serve the first round. Used by one thread. */
final class SharedReading implements Reading {
    /** Stands for an unreadable window: everything must be asked of the stores. */
    static final Slice NOTHING = new Slice(new long[0], new long[0], 0, Slice.UNKNOWN);

    private static final long[] NOBODY = new long[0];

    private final SharedReader reader;
    private final Answer answer;
    private final Slice first;
    private final long firstBefore;
    private final ReadYourWrites token;
    private boolean fromStores;

    SharedReading(SharedReader reader, Answer answer, Look look, long firstBefore) {
        this(reader, answer, look.entries(), firstBefore, look.token());
    }

    private SharedReading(SharedReader reader, Answer answer, Slice first, long firstBefore, ReadYourWrites token) {
        this.reader = reader;
        this.answer = answer;
        this.first = first;
        this.firstBefore = firstBefore;
        this.token = token;
        this.fromStores = first.floor() == Slice.UNKNOWN;
    }

    /** Reads without the index, so the reader's latest actions are unknown. */
    static SharedReading fromStores(SharedReader reader, Answer answer) {
        return new SharedReading(reader, answer, NOTHING, Limits.NEWEST, ReadYourWrites.UNKNOWN);
    }

    @Override
    public long id() {
        return reader.id();
    }

    @Override
    public Relations relations() {
        return answer.known().relations();
    }

    @Override
    public long[] authors() {
        return Relations.with(reader.id(), relations().following());
    }

    /** Once the window is unreadable, the stores answer for the rest of the page: a floor never goes back down. */
    @Override
    public Slice below(long before, int limit) {
        if (fromStores) {
            return NOTHING;
        }
        if (before == firstBefore && first.size() <= limit) {
            return first;
        }
        Slice slice = reader.below(before, limit);
        fromStores = slice.floor() == Slice.UNKNOWN;
        return slice;
    }

    @Override
    public long[] pulledAuthors(long floor) {
        return floor == Slice.UNKNOWN ? NOBODY : reader.pulled().of(relations(), floor);
    }

    @Override
    public ReadYourWrites token() {
        return token;
    }

    @Override
    public boolean partial() {
        return !answer.current();
    }
}
