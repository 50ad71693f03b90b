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

    /** Signs in by name or e-mail; {@code UNAUTHENTICATED} without a word on which of the two was wrong. */
    @Once
    IssuedSession signIn(SignIn request);

    /**
     * Spends a refresh token and issues its successor. A token spent less than 30 s ago yields the same successor
     * again; one spent earlier was stolen: the session ends and the answer is {@code UNAUTHENTICATED}.
     */
    @Once
    IssuedSession refresh(Refresh request);

    /** Ends one session of the user; one that is not theirs is {@code NOT_FOUND}, one already ended is done. */
    @Idempotent
    Done endSession(SessionRef request);

    /** The user's sessions that are signed in, newest first, at most 100. */
    @ReadOnly
    SessionList sessions(UserRef request);

    /** The account as its owner sees it. */
    @ReadOnly
    Account account(UserRef request);

    /**
     * Changes what is not null in the request. Another e-mail address takes the password: {@code INVALID_VALUE} without
     * one, {@code FORBIDDEN} if it is wrong.
     */
    @Idempotent
    Account update(AccountChange request);

    /**
     * Changes the password and ends every other session; done if the new one is the current one already, for the answer to
     * the first try may have been lost. {@code FORBIDDEN} if the current one is wrong.
     */
    @Once
    Done changePassword(PasswordChange request);

    /**
     * Deletes the account at once and for good, and every session; the other services follow the event. One that is gone
     * already is done. {@code FORBIDDEN} if the password is wrong.
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

    /** The sessions that ended after a time: what a gateway must refuse until their access tokens run out. */
    @ReadOnly
    Revocations revocations(RevokedSince request);

    /** For the operator: sets a new random password, ends every session, and returns the password once. */
    @Once
    NewPassword resetPassword(LoginName request);

    /** For the operator: suspends an account (no sign-in, not visible, sessions ended) or lifts that. */
    @Idempotent
    Done suspend(Suspension request);

    /** Who is suspended now, a chunk of all accounts at a time: for those who then follow the topic. */
    @ReadOnly
    Suspended suspended(SuspendedAfter request);

    /**
     * For the operator: tells of deletions once more, for services that may have missed them, as after a restore. Those
     * that have not do nothing again.
     */
    @Idempotent
    Retold retellDeletions(Retelling request);

    /**
     * For the operator: makes accounts in bulk that share one password hash or have none, with a session each where that
     * is wanted (benchmarks).
     */
    @Once
    Provisioned provision(Provision request);
}
