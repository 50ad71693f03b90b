package magpie.api.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Users} takes and gives about accounts. */
public final class Accounts {
    private Accounts() {}

    /**
     * What everybody may see of an account.
     *
     * @param id the account; its creation time is in it
     * @param username 1 to 30 of a-z, 0-9, _; never changes
     * @param displayName 1 to 50 graphemes
     * @param bio at most 500 graphemes, may be empty
     * @param avatarUrl a path or URL, or null
     * @param headerUrl a path or URL, or null
     */
    public record Profile(
            long id,
            String username,
            String displayName,
            String bio,
            @Nullable String avatarUrl,
            @Nullable String headerUrl) {}

    /** Profiles in no order; what does not exist is absent. */
    public record Profiles(List<Profile> profiles) {}

    /**
     * An account as its owner sees it.
     *
     * @param profile what everybody sees
     * @param email the address, as it was given
     * @param settings what the owner chose
     * @param emailChangedAt when the address became another, in milliseconds since 1970; 0 if it never did
     */
    public record Account(Profile profile, String email, Settings settings, long emailChangedAt) {
        /** An account whose address is the first. */
        public Account(Profile profile, String email, Settings settings) {
            this(profile, email, settings, 0);
        }
    }

    /**
     * What an owner can choose.
     *
     * @param language a BCP 47 tag, or empty for the client's own
     */
    public record Settings(String language) {}

    /**
     * A change of the account; null leaves a field as it is, an empty URL removes the picture.
     *
     * @param password the owner's, without which the e-mail address, which signs people in, stays what it is
     */
    public record AccountChange(
            long userId,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String avatarUrl,
            @Nullable String headerUrl,
            @Nullable String email,
            @Nullable Settings settings,
            @Nullable String password) {
        /** The same, leaving the e-mail address as it is. */
        public AccountChange withoutEmail() {
            return new AccountChange(userId, displayName, bio, avatarUrl, headerUrl, null, settings, null);
        }

        @Override
        public String toString() {
            return "AccountChange[userId=" + userId + "]";
        }
    }

    /** A deletion, confirmed by the password. */
    public record AccountDeletion(long userId, String password) {
        @Override
        public String toString() {
            return "AccountDeletion[userId=" + userId + "]";
        }
    }

    /** Everything kept about an account. */
    public record AccountExport(Account account, List<Sessions.SignedIn> sessions) {}

    /**
     * Names to look up.
     *
     * @param usernames at most {@link magpie.api.Limits#BATCH}
     */
    public record Usernames(List<String> usernames) {}

    /** A JWK set (RFC 7517) as JSON, public keys only. */
    public record Keys(String jwks) {}

    /** A user name or e-mail address. */
    public record LoginName(String login) {}

    /** A password that is shown once. */
    public record NewPassword(long userId, String password) {
        @Override
        public String toString() {
            return "NewPassword[userId=" + userId + "]";
        }
    }

    /** Suspends or restores an account, by user name or e-mail address: one that is suspended has no visible id. */
    public record Suspension(String login, boolean suspended) {
        @Override
        public String toString() {
            return "Suspension[suspended=" + suspended + "]";
        }
    }

    /** Asks who is suspended among the next {@code limit} accounts with an id above {@code after}, 10,000 at most. */
    public record SuspendedAfter(long after, int limit) {}

    /**
     * Who of a chunk of accounts is suspended.
     *
     * @param next where the next chunk starts; 0 when this was the last
     */
    public record Suspended(long[] userIds, long next) {}

    /** A chunk of the accounts that were ever deleted: those with an id above {@code after}, at most {@code limit}. */
    public record Retelling(long after, int limit) {}

    /**
     * What came of it.
     *
     * @param told of how many deletions was told again
     * @param next where the next chunk starts; 0 when this was the last
     */
    public record Retold(int told, long next) {}

    /**
     * Accounts to make in bulk; names that exist are signed in instead.
     *
     * @param usernames at most {@link magpie.api.Limits#BATCH}
     * @param password of all of them; null where nobody is to sign in with one
     * @param tokenless whether nobody is signed in: for those who are only to be there
     */
    public record Provision(
            List<String> usernames, @Nullable String password, boolean tokenless) {
        @Override
        public String toString() {
            return "Provision[" + usernames.size() + " accounts]";
        }
    }

    /** The accounts asked for, in the order of the names. */
    public record Provisioned(List<Entry> accounts) {
        /** One account and its access token, which is empty where nobody was signed in. */
        public record Entry(long userId, String username, String accessToken) {
            @Override
            public String toString() {
                return "Entry[userId=" + userId + "]";
            }
        }
    }
}
