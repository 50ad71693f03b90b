package magpie.api.post;

/**
 * A person a text mentions.
 *
 * @param id the account
 * @param username its name, which never changes
 */
public record Mention(long id, String username) {}
