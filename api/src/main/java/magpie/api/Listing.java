package magpie.api;

/**
 * A request for one page of a list about a subject, newest first.
 *
 * @param subjectId the user or post the list belongs to
 * @param before the page starts below this key; {@link Limits#NEWEST} for the first page
 * @param limit how many, 1 to {@link Limits#BATCH}
 */
public record Listing(long subjectId, long before, int limit) {}
