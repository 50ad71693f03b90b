package magpie.user;

import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.user.SecurityLog.Event;
import magpie.user.store.UserStore;
import magpie.user.store.UserStore.Credentials;
import magpie.user.store.UserStore.Kept;
import org.jspecify.annotations.Nullable;

/** Checks that an account exists for its owner, and that its owner knows the password. */
record OwnerChecks(UserStore accounts, Passwords passwords) {
    /** Returns the account of the signed-in user. */
    Account account(long userId) {
        Kept kept = accounts.account(userId);
        if (kept == null) {
            throw gone();
        }
        if (kept.suspended()) {
            throw suspended();
        }
        return kept.account();
    }

    /** Returns the owner's credentials if the password is theirs; {@code INVALID_VALUE} without one. */
    Credentials confirmed(long userId, @Nullable String password) {
        if (password == null) {
            throw ServiceException.invalid("password", "Is needed for this.");
        }
        Credentials credentials = present(userId);
        confirm(credentials, password);
        return credentials;
    }

    /** Returns the owner's credentials. */
    Credentials present(long userId) {
        Credentials credentials = accounts.credentials(userId);
        if (credentials == null) {
            throw gone();
        }
        return credentials;
    }

    /** Throws if the password is not theirs. */
    void confirm(Credentials credentials, @Nullable String password) {
        if (!passwords.matches(UserRules.orEmpty(password), credentials.passwordHash())) {
            SecurityLog.tell(Event.PASSWORD_WRONG, credentials.userId());
            throw wrongPassword();
        }
    }

    static ServiceException gone() {
        return ServiceException.of(Code.UNAUTHENTICATED, "This account does not exist any more.");
    }

    static ServiceException suspended() {
        return ServiceException.of(Code.FORBIDDEN, "This account is suspended.");
    }

    static ServiceException wrongPassword() {
        return ServiceException.of(Code.FORBIDDEN, "The password is wrong.");
    }
}
