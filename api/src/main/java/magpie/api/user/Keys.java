package magpie.api.user;

/** A JWK set (RFC 7517) as JSON, public keys only. */
public record Keys(String jwks) {}
