package magpie.gateway.auth;

import org.jspecify.annotations.Nullable;

/** What people show an API to be known: how it finds out whose it is. */
public interface Credentials {
    /** Whose token it is when it was verified before, which costs nothing; null when that is not known. */
    @Nullable
    Viewer known(String token);

    /** Whose token it is; null for one that is of no use. This may cost something: the caller limits how often. */
    @Nullable
    Viewer verify(String token);

    /** Whether what a viewer was known by has ended since. */
    boolean ended(Viewer viewer);

    /** Whether whoever shows it may do what a route names: a person may all, an application what it was granted. */
    default boolean allows(Viewer viewer, String scope) {
        return true;
    }

    /** The cookie in which a page brings its token; null where cookies count for nothing. */
    @Nullable
    String cookie();
}
