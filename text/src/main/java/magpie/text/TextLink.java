package magpie.text;

/**
 * A part of a text that leads somewhere, between two indices.
 *
 * @param target a URL as it stands, a user name in lower case without {@code @}, or a tag as
 *     {@link PostText#foldTag} makes it
 */
public record TextLink(Kind kind, int start, int end, String target) {
    /** Where it leads. */
    public enum Kind {
        /** To a page of the web. */
        URL,
        /** To a person, if there is one of that name. */
        MENTION,
        /** To posts with the same tag. */
        TAG
    }
}
