package magpie.gateway.auth;

import org.jspecify.annotations.Nullable;

/** Access tokens of sessions, in a header field or in a cookie of this site's pages. */
public record SessionCredentials(Tokens tokens, Revocations revocations) implements Credentials {
    /** The cookie with the access token. */
    public static final CookieName COOKIE = new CookieName("magpie_access");

    @Override
    public @Nullable Viewer known(String token) {
        return tokens.known(token);
    }

    @Override
    public @Nullable Viewer verify(String token) {
        return tokens.verify(token);
    }

    @Override
    public boolean ended(Viewer viewer) {
        return revocations.ended(viewer);
    }

    @Override
    public CookieName cookie() {
        return COOKIE;
    }
}
