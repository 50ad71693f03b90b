package magpie.api.post;

/** A page of posts with a tag; the tag in lower case without {@code #}. */
public record TagListing(String tag, long before, int limit) {}
