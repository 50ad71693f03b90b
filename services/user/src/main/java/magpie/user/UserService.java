package magpie.user;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.Done;
import magpie.api.Empty;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.user.Account;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountDeletion;
import magpie.api.user.AccountExport;
import magpie.api.user.IssuedSession;
import magpie.api.user.Keys;
import magpie.api.user.LoginName;
import magpie.api.user.NewPassword;
import magpie.api.user.PasswordChange;
import magpie.api.user.Profiles;
import magpie.api.user.Provision;
import magpie.api.user.Provisioned;
import magpie.api.user.Refresh;
import magpie.api.user.Registration;
import magpie.api.user.Retelling;
import magpie.api.user.Retold;
import magpie.api.user.Revocations;
import magpie.api.user.RevokedSince;
import magpie.api.user.SessionList;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.Suspended;
import magpie.api.user.SuspendedAfter;
import magpie.api.user.Suspension;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.text.AccountNames;
import magpie.user.Passwords.Chosen;
import magpie.user.SecurityLog.Event;
import magpie.user.Tokens.Opening;
import magpie.user.UserRules.Applicant;
import magpie.user.store.SessionStore;
import magpie.user.store.SessionStore.NewSession;
import magpie.user.store.SessionStore.Session;
import magpie.user.store.SessionStore.Spending;
import magpie.user.store.SessionStore.Spent;
import magpie.user.store.UserStore;
import magpie.user.store.UserStore.Credentials;
import magpie.user.store.UserStore.NewAccount;
import org.jspecify.annotations.Nullable;

/**
 * Manages accounts and sessions. If an owner's account is gone meanwhile, the answer is {@code UNAUTHENTICATED}: the
 * token outlived it.
 */
final class UserService implements Users {
    /** With more revocations than this within the life of an access token, the oldest are left out. */
    private static final int MAX_REVOCATIONS = 100_000;

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int NEW_PASSWORD_LETTERS = 20;
    private static final int MOST_LOOKED_AT = 10_000;

    private final UserConfig config;
    private final UserStore accounts;
    private final SessionStore sessions;
    private final SigningKeys keys;
    private final Passwords passwords;
    private final OwnerChecks owners;
    private final ProfileCache profiles;
    private final InstantSource clock;
    private final LongSupplier ids;
    private final Tokens tokens;
    private final SecureRandom random = new SecureRandom();

    UserService(
            UserConfig config,
            UserStore accounts,
            SessionStore sessions,
            SigningKeys keys,
            Passwords passwords,
            ProfileCache profiles,
            InstantSource clock,
            LongSupplier ids) {
        this.config = config;
        this.accounts = accounts;
        this.sessions = sessions;
        this.keys = keys;
        this.passwords = passwords;
        this.owners = new OwnerChecks(accounts, passwords);
        this.profiles = profiles;
        this.clock = clock;
        this.ids = ids;
        this.tokens = new Tokens(keys, config.accessToken(), clock, ids);
    }

    @Override
    public IssuedSession register(Registration request) {
        Applicant applicant = UserRules.applicant(request);
        // Saves the hash if the name is taken; create decides.
        accounts.checkFree(applicant.username(), applicant.email(), blockedSince());
        NewAccount account = new NewAccount(
                ids.getAsLong(),
                applicant.username(),
                applicant.email(),
                passwords.hashChosen(applicant.chosen()),
                applicant.displayName());
        Opening opening = tokens.open(account.id(), UserRules.device(request.device()));
        accounts.create(account, opening.session(), blockedSince());
        profiles.came(account.id(), applicant.username());
        SecurityLog.tell(Event.REGISTERED, account.id(), opening.session().id());
        return tokens.issue(owners.account(account.id()), opening.session().secret(), opening.refreshToken());
    }

    @Override
    public IssuedSession signIn(SignIn request) {
        Credentials known = accounts.credentials(AccountNames.login(UserRules.orEmpty(request.login())));
        String hash = known == null ? null : known.passwordHash();
        if (!passwords.matches(UserRules.orEmpty(request.password()), hash) || known == null) {
            throw signInFailed(known);
        }
        if (known.suspended()) {
            SecurityLog.tell(Event.SIGN_IN_WHILE_SUSPENDED, known.userId());
            throw OwnerChecks.suspended();
        }
        Opening opening = tokens.open(known.userId(), UserRules.device(request.device()));
        if (!sessions.open(opening.session(), known.passwordHash(), config.sessions())) {
            throw signInFailed(known);
        }
        SecurityLog.tell(Event.SIGNED_IN, known.userId(), opening.session().id());
        return tokens.issue(owners.account(known.userId()), opening.session().secret(), opening.refreshToken());
    }

    @Override
    public IssuedSession refresh(Refresh request) {
        RefreshToken token = RefreshToken.parse(UserRules.orEmpty(request.refreshToken()));
        Session session = token == null ? null : sessions.session(token.sessionId());
        if (token == null || session == null || idle(session) || !token.genuine(session.secret())) {
            throw unauthenticated("This session is over; sign in again.");
        }
        RefreshToken successor = token.successor(session.secret());
        long now = clock.millis();
        Spent spent = sessions.spend(new Spending(
                session.id(),
                token.digest(),
                successor.digest(),
                now,
                now - config.refreshGrace().toMillis()));
        if (spent == Spent.STOLEN) {
            SecurityLog.tell(Event.REFRESH_TOKEN_STOLEN, session.userId(), session.id());
        }
        if (spent == Spent.STOLEN || spent == Spent.GONE) {
            throw unauthenticated("This session is over; sign in again.");
        }
        return tokens.issue(owners.account(session.userId()), session.secret(), successor);
    }

    @Override
    public Done endSession(SessionRef request) {
        if (!sessions.end(request.userId(), request.sessionId(), clock.millis())) {
            throw ServiceException.notFound("session");
        }
        SecurityLog.tell(Event.SIGNED_OUT, request.userId(), request.sessionId());
        return Done.DONE;
    }

    @Override
    public SessionList sessions(UserRef request) {
        return new SessionList(sessions.signedIn(request.userId(), idleSince(), config.sessions()));
    }

    @Override
    public Account account(UserRef request) {
        return owners.account(request.userId());
    }

    @Override
    public Account update(AccountChange request) {
        AccountChange change = UserRules.change(request);
        String email = owners.account(request.userId()).email();
        boolean moved = change.email() != null && !change.email().equals(email);
        String hash =
                moved ? owners.confirmed(request.userId(), change.password()).passwordHash() : null;
        AccountChange allowed = moved ? change : change.withoutEmail();
        Account account =
                accounts.update(request.userId(), hash, before -> UserRules.changed(before, allowed, clock.millis()));
        profiles.drop(request.userId());
        if (account == null) {
            throw moved && accounts.account(request.userId()) != null
                    ? OwnerChecks.wrongPassword()
                    : OwnerChecks.gone();
        }
        if (moved) {
            SecurityLog.tell(Event.EMAIL_CHANGED, request.userId());
        }
        return account;
    }

    @Override
    public Done changePassword(PasswordChange request) {
        Chosen chosen = UserRules.newPassword(request.newPassword(), owners.account(request.userId()));
        Credentials credentials = owners.present(request.userId());
        if (passwords.matches(UserRules.orEmpty(request.currentPassword()), credentials.passwordHash())) {
            String hash = passwords.hashChosen(chosen);
            if (changePassword(request, credentials, hash)) {
                SecurityLog.tell(Event.PASSWORD_CHANGED, request.userId(), request.sessionId());
                return Done.DONE;
            }
            credentials = owners.present(request.userId()); // changed meanwhile, perhaps by the first attempt
        }
        owners.confirm(credentials, chosen.password());
        return Done.DONE;
    }

    private boolean changePassword(PasswordChange request, Credentials before, String hash) {
        return accounts.changePassword(
                request.userId(), before.passwordHash(), hash, request.sessionId(), clock.millis());
    }

    @Override
    public Done delete(AccountDeletion request) {
        Credentials credentials = accounts.credentials(request.userId());
        while (credentials != null) {
            owners.confirm(credentials, request.password());
            boolean deleted = accounts.delete(request.userId(), credentials.passwordHash(), clock.millis());
            profiles.drop(request.userId());
            if (deleted) {
                SecurityLog.tell(Event.DELETED, request.userId());
                return Done.DONE;
            }
            credentials = accounts.credentials(request.userId()); // gone meanwhile, or with another password
        }
        return Done.DONE;
    }

    @Override
    public AccountExport export(UserRef request) {
        return new AccountExport(
                owners.account(request.userId()), sessions(request).sessions());
    }

    @Override
    public Profiles profiles(UserRefs request) {
        Limits.checkBatch("userIds", request.userIds().length);
        return new Profiles(profiles.of(request.userIds()));
    }

    @Override
    public Profiles byUsernames(Usernames request) {
        Limits.checkBatch("usernames", request.usernames().size());
        return new Profiles(profiles.named(request.usernames().stream()
                .map(name -> AccountNames.username(UserRules.orEmpty(name)))
                .toList()));
    }

    @Override
    public Keys keys(Empty request) {
        return new Keys(keys.jwks());
    }

    @Override
    public Revocations revocations(RevokedSince request) {
        return new Revocations(sessions.endedAfter(request.millis(), MAX_REVOCATIONS));
    }

    @Override
    public Retold retellDeletions(Retelling request) {
        Limits.checkPage(request.limit());
        return accounts.retellDeletions(request.after(), request.limit());
    }

    @Override
    public Suspended suspended(SuspendedAfter request) {
        Limits.checkPage(request.limit(), MOST_LOOKED_AT);
        return accounts.suspended(request.after(), request.limit());
    }

    @Override
    public NewPassword resetPassword(LoginName request) {
        Credentials credentials = known(request.login());
        String password = newPassword();
        String hash = passwords.hash(password);
        if (!accounts.changePassword(credentials.userId(), credentials.passwordHash(), hash, 0, clock.millis())) {
            throw ServiceException.unavailable("The password was changed at the same time; try again.", null);
        }
        SecurityLog.tell(Event.PASSWORD_RESET, credentials.userId());
        return new NewPassword(credentials.userId(), password);
    }

    @Override
    public Done suspend(Suspension request) {
        long userId = known(request.login()).userId();
        boolean done = accounts.suspend(userId, request.suspended(), clock.millis());
        profiles.drop(userId);
        if (!done) {
            throw ServiceException.notFound("account");
        }
        SecurityLog.tell(request.suspended() ? Event.SUSPENDED : Event.RESTORED, userId);
        return Done.DONE;
    }

    @Override
    public Provisioned provision(Provision request) {
        List<String> names = UserRules.bulk(request.usernames(), request.password());
        String hash = request.password() == null ? Passwords.NOBODY : passwords.hash(request.password());
        List<Long> userIds = accounts.provision(
                names.stream()
                        .map(name -> new NewAccount(ids.getAsLong(), name, name + UserRules.BULK_DOMAIN, hash, name))
                        .toList(),
                blockedSince());
        List<String> accessTokens = request.tokenless() ? Collections.nCopies(names.size(), "") : accessTokens(userIds);
        return new Provisioned(IntStream.range(0, names.size())
                .mapToObj(i -> new Provisioned.Entry(userIds.get(i), names.get(i), accessTokens.get(i)))
                .toList());
    }

    private List<String> accessTokens(List<Long> userIds) {
        List<NewSession> opened = userIds.stream()
                .map(id -> tokens.open(id, "provisioned").session())
                .toList();
        sessions.openAll(opened, config.sessions());
        return opened.stream()
                .map(session -> tokens.accessToken(session.userId(), session.id(), session.secret()))
                .toList();
    }

    private Credentials known(@Nullable String login) {
        Credentials credentials = accounts.credentials(AccountNames.login(UserRules.orEmpty(login)));
        if (credentials == null) {
            throw ServiceException.notFound("account");
        }
        return credentials;
    }

    private String newPassword() {
        StringBuilder password = new StringBuilder();
        random.ints(NEW_PASSWORD_LETTERS, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
        return password.toString();
    }

    private boolean idle(Session session) {
        return session.lastUsedAt() <= idleSince();
    }

    private long idleSince() {
        return clock.millis() - config.refreshToken().toMillis();
    }

    private long blockedSince() {
        return clock.millis() - config.nameKept().toMillis();
    }

    private static ServiceException unauthenticated(String message) {
        return ServiceException.of(Code.UNAUTHENTICATED, message);
    }

    private static ServiceException signInFailed(@Nullable Credentials known) {
        SecurityLog.tell(Event.SIGN_IN_FAILED, known == null ? 0 : known.userId());
        return unauthenticated("The name or the password is wrong.");
    }
}
