package magpie.api.user;

import magpie.api.Done;
import magpie.api.Empty;
import magpie.api.Idempotent;
import magpie.api.Once;
import magpie.api.ReadOnly;
import magpie.api.UserRef;
import magpie.api.UserRefs;

/** Accounts, credentials, sessions and profiles. Nobody else knows an e-mail address or a password. */
public interface Users {
    /**
     * Creates an account and signs it in. Refuses with {@code INVALID_VALUE} (all fields together),
     * {@code USERNAME_TAKEN} (also for 30 days after the name's account was deleted) or {@code EMAIL_TAKEN}.
     */
    @Once
    IssuedSession register(Registration request);

    /** Signs in by name or e-mail; {@code UNAUTHENTICATED} does not say which of name and password was wrong. */
    @Once
    IssuedSession signIn(SignIn request);

    /**
     * Spends a refresh token and issues its successor. A token spent less than 30 s ago yields the same successor
     * again; one spent earlier was stolen: the session ends and the answer is {@code UNAUTHENTICATED}.
     */
    @Once
    IssuedSession refresh(Refresh request);

    /** Ends one session of the user; {@code NOT_FOUND} if it is not theirs; succeeds if it has ended already. */
    @Idempotent
    Done endSession(SessionRef request);

    /** The user's active sessions, newest first, at most 100. */
    @ReadOnly
    SessionList sessions(UserRef request);

    /** The account as its owner sees it. */
    @ReadOnly
    Account account(UserRef request);

    /**
     * Changes what is not null in the request. Changing the e-mail address needs the password: {@code INVALID_VALUE}
     * without one, {@code FORBIDDEN} if it is wrong.
     */
    @Idempotent
    Account update(AccountChange request);

    /**
     * Changes the password and ends every other session. Succeeds if the new password is already the current one,
     * because the answer to the first try may have been lost. {@code FORBIDDEN} if the current one is wrong.
     */
    @Once
    Done changePassword(PasswordChange request);

    /**
     * Deletes the account and every session at once and for good; the other services follow the event. Succeeds if it
     * is already gone. {@code FORBIDDEN} if the password is wrong.
     */
    @Once
    Done delete(AccountDeletion request);

    /** Everything the service keeps about the account, for its owner. */
    @ReadOnly
    AccountExport export(UserRef request);

    /** The profiles of those ids that exist and are not suspended, in no order. */
    @ReadOnly
    Profiles profiles(UserRefs request);

    /** The profiles of those names (in any case) that exist and are not suspended, in no order. */
    @ReadOnly
    Profiles byUsernames(Usernames request);

    /** The public keys that access tokens may be signed with now, as a JWK set. */
    @ReadOnly
    Keys keys(Empty request);

    /** The sessions that ended after a given time: a gateway must refuse these until their access tokens run out. */
    @ReadOnly
    Revocations revocations(RevokedSince request);

    /** For the operator: sets a new random password, ends every session, and returns the password once. */
    @Once
    NewPassword resetPassword(LoginName request);

    /** For the operator: suspends an account (no sign-in, hidden, sessions ended) or lifts that. */
    @Idempotent
    Done suspend(Suspension request);

    /** The accounts suspended now, a chunk of all accounts at a time, for consumers that then follow the topic. */
    @ReadOnly
    Suspended suspended(SuspendedAfter request);

    /**
     * For the operator: repeats the events of deletions for services that may have missed them, such as after a
     * restore. Services that have seen them do nothing again.
     */
    @Idempotent
    Retold retellDeletions(Retelling request);

    /**
     * For the operator: makes accounts in bulk that share one password hash or have none, with a session each if wanted
     * (benchmarks).
     */
    @Once
    Provisioned provision(Provision request);
}
