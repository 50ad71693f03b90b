package magpie.api.user;

/**
 * What an owner can choose.
 *
 * @param language a BCP 47 tag, or empty for the client's own
 */
public record Settings(String language) {}
