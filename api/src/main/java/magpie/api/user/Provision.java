package magpie.api.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts to make in bulk; names that exist are signed in instead.
 *
 * @param usernames at most {@link magpie.api.Limits#BATCH}
 * @param password of all of them; null where nobody is to sign in with one
 * @param tokenless whether nobody is signed in: for those who are only to be there
 */
public record Provision(List<String> usernames, @Nullable String password, boolean tokenless) {
    @Override
    public String toString() {
        return "Provision[" + usernames.size() + " accounts]";
    }
}
