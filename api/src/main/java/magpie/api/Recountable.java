package magpie.api;

/** A contract whose service keeps counts of its rows. */
public interface Recountable {
    /** For the operator: compares counts with the rows they count, a chunk at a time, and corrects them. */
    @Idempotent
    Recounted recount(RecountChunk request);
}
