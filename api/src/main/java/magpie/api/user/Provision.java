package magpie.api.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts to make in bulk; existing names are signed in instead.
 *
 * @param usernames at most {@link magpie.api.Limits#BATCH}
 * @param password the password of all of them; null if nobody needs to sign in with one
 * @param tokenless whether nobody is signed in, for accounts that only need to exist
 */
public record Provision(List<String> usernames, @Nullable String password, boolean tokenless) {
    @Override
    public String toString() {
        return "Provision[" + usernames.size() + " accounts]";
    }
}
