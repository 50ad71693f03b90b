package magpie.user.store;

import java.util.List;
import java.util.function.UnaryOperator;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Retold;
import magpie.api.user.Suspended;
import org.jspecify.annotations.Nullable;

/**
 * Keeps accounts. Every change is durable when its method returns and is one transaction with its events in the topic
 * {@code users} and with the sessions it ends. User names are compared in lower case, e-mail addresses
 * by {@link magpie.text.AccountNames#emailKey}. Of a deleted account only a tombstone is left: its id for ever, its name as long as it is
 * blocked; no method but {@link #create} and {@link #provision} (which refuse the name) sees it.
 */
public interface UserStore {
    /** An account to make; its profile is the display name and nothing else. */
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

    /** Makes an account and its first session; {@code Registered}. Throws as {@link #checkFree} and then changes nothing. */
    void create(NewAccount account, SessionStore.NewSession session, long blockedSince);

    /**
     * Makes the accounts whose names are free, all or none; {@code Registered} for each. Throws as {@link #checkFree},
     * and {@code FORBIDDEN} where an existing one is suspended.
     *
     * @return the ids, in the order given; of an existing account its own
     */
    List<Long> provision(List<NewAccount> accounts, long blockedSince);

    /** The credentials by user name or, if there is an @ in it, by address. */
    @Nullable
    Credentials credentials(String login);

    /** The credentials of an account. */
    @Nullable
    Credentials credentials(long userId);

    /** An account, also a suspended one. */
    @Nullable
    Kept account(long userId);

    /**
     * Changes an account by a function of what it is; {@code ProfileChanged} if the profile became another.
     * Throws {@code EMAIL_TAKEN}.
     *
     * @param currentHash nothing is done, and null returned, if the password is another one by now; null for whatever it is
     * @return what it is now; null if there is none
     */
    @Nullable
    Account update(long userId, @Nullable String currentHash, UnaryOperator<Account> change);

    /**
     * Replaces the password and ends the account's sessions but one.
     *
     * @param currentHash nothing is done, and false returned, if the password is another one by now
     * @param exceptSession the session that goes on; 0 for none
     */
    boolean changePassword(long userId, String currentHash, String newHash, long exceptSession, long at);

    /**
     * Replaces an account by its tombstone and ends its sessions; {@code Deleted}.
     *
     * @param currentHash nothing is done, and false returned, if the password is another one by now
     */
    boolean delete(long userId, String currentHash, long at);

    /** Suspends (sessions end; {@code Suspended}) or restores ({@code Restored}); false if there is no such account. */
    boolean suspend(long userId, boolean suspended, long at);

    /** Who is suspended among the next accounts above an id, at most so many of whom are looked at. */
    Suspended suspended(long after, int limit);

    /** The profiles of those ids that exist and are not suspended, in no order. */
    List<Profile> profiles(long... userIds);

    /** The same by user names. */
    List<Profile> profilesByName(List<String> usernames);

    /** Tells of the next deletions again: of those accounts with an id above {@code after}, in the order of ids. */
    Retold retellDeletions(long after, int limit);

    /** Frees names of accounts deleted before a time; returns how many, at most {@code limit}. */
    int forgetNames(long deletedBefore, int limit);
}
