package magpie.api.user;

/** A user name or e-mail address. */
public record LoginName(String login) {}
