package magpie.api;

/**
 * The result of recounting one chunk.
 *
 * @param checked how many users or posts were looked at
 * @param mended how many had a wrong count, now corrected
 * @param next where the next chunk starts; 0 when this was the last
 */
public record Recounted(int checked, int mended, long next) {}
