package magpie.user.store;

import java.util.List;
import java.util.function.UnaryOperator;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Retold;
import magpie.api.user.Suspended;
import org.jspecify.annotations.Nullable;

/**
 * Stores accounts. Every change is durable when its method returns, and is one transaction with its events in the topic
 * {@code users} and with the sessions it ends. User names are compared in lower case, e-mail addresses by
 * {@link magpie.text.AccountNames#emailKey}. A deleted account leaves only a tombstone: its id forever, its name while
 * it is blocked; only {@link #create} and {@link #provision} (which refuse the name) see it.
 */
public interface UserStore {
    /** An account to create; its profile is only the display name. */
    record NewAccount(long id, String username, String email, String passwordHash, String displayName) {
        @Override
        public String toString() {
            return "NewAccount[id=" + id + "]";
        }
    }

    /** What a sign-in is checked against. */
    record Credentials(long userId, String passwordHash, boolean suspended) {
        @Override
        public String toString() {
            return "Credentials[userId=" + userId + "]";
        }
    }

    /** An account as its owner sees it, and whether it is suspended. */
    record Kept(Account account, boolean suspended) {}

    /**
     * Throws {@code USERNAME_TAKEN} or {@code EMAIL_TAKEN} as {@link #create} would.
     *
     * @param blockedSince names of accounts deleted after this time (milliseconds since 1970) are taken
     */
    void checkFree(String username, String email, long blockedSince);

    /** Creates an account and its first session; {@code Registered}. Throws like {@link #checkFree}. */
    void create(NewAccount account, SessionStore.NewSession session, long blockedSince);

    /**
     * Creates the accounts whose names are free, all or none; {@code Registered} for each. Throws like
     * {@link #checkFree}, and {@code FORBIDDEN} if an existing one is suspended.
     *
     * @return the ids, in the order given; an existing account keeps its own
     */
    List<Long> provision(List<NewAccount> accounts, long blockedSince);

    /** Returns the credentials by user name or, if there is an @ in it, by address. */
    @Nullable
    Credentials credentials(String login);

    /** Returns the credentials of an account. */
    @Nullable
    Credentials credentials(long userId);

    /** Returns an account, even a suspended one. */
    @Nullable
    Kept account(long userId);

    /**
     * Changes an account by a function; {@code ProfileChanged} if the profile changed. Throws {@code EMAIL_TAKEN}.
     *
     * @param currentHash nothing is done, and null returned, if the password has changed since; null for any password
     * @return the account as it is now; null if there is none
     */
    @Nullable
    Account update(long userId, @Nullable String currentHash, UnaryOperator<Account> change);

    /**
     * Replaces the password and ends all but one of the account's sessions.
     *
     * @param currentHash nothing is done, and false returned, if the password has changed since
     * @param exceptSession the session that stays; 0 for none
     */
    boolean changePassword(long userId, String currentHash, String newHash, long exceptSession, long at);

    /**
     * Replaces an account by its tombstone and ends its sessions; {@code Deleted}.
     *
     * @param currentHash nothing is done, and false returned, if the password has changed since
     */
    boolean delete(long userId, String currentHash, long at);

    /** Suspends (sessions end; {@code Suspended}) or restores ({@code Restored}); false if there is no such account. */
    boolean suspend(long userId, boolean suspended, long at);

    /** Returns who is suspended among the next {@code limit} accounts above an id. */
    Suspended suspended(long after, int limit);

    /** Returns the profiles of the ids that exist and are not suspended, in no order. */
    List<Profile> profiles(long... userIds);

    /** Returns the same by user names. */
    List<Profile> profilesByName(List<String> usernames);

    /** Writes the events of deletions again: of accounts with an id above {@code after}, in id order. */
    Retold retellDeletions(long after, int limit);

    /** Frees names of accounts deleted before a time; returns how many, at most {@code limit}. */
    int forgetNames(long deletedBefore, int limit);
}
