package magpie.app.demo;

/**
 * A member of the cast.
 *
 * @param language the tag of the language they write
 * @param topic what they care about
 */
record Person(String username, String displayName, String bio, String language, String topic) {}
