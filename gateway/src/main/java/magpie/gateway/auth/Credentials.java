package magpie.gateway.auth;

import org.jspecify.annotations.Nullable;

/** How an API finds out who is asking. */
public interface Credentials {
    /** Returns the owner of a token verified before, which costs nothing; null if unknown. */
    @Nullable
    Viewer known(String token);

    /** Returns the owner of a token; null if it is invalid. This may be expensive: the caller limits how often. */
    @Nullable
    Viewer verify(String token);

    /** Whether the viewer's session or grant has ended since. */
    boolean ended(Viewer viewer);

    /** Whether the viewer may call a route of this scope: a person may call all, an application what it was granted. */
    default boolean allows(Viewer viewer, String scope) {
        return true;
    }

    /** The cookie in which a page sends its token; null if cookies are not accepted. */
    @Nullable
    CookieName cookie();
}
