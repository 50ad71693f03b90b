package magpie.user.postgres;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Retold;
import magpie.api.user.Suspended;
import magpie.user.postgres.Claims.Claim;
import magpie.user.postgres.Claims.Kind;
import magpie.user.store.SessionStore.NewSession;
import magpie.user.store.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * Accounts on several shards. A claim is committed before its account, and released after the account is gone: so two
 * accounts never share a text, and a crash leaves at worst a claim without an account. Such a claim may be taken over
 * once it is older than any request lives.
 */
final class ClaimedUserStore implements UserStore {
    static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

    private final UserStore store;
    private final Claims claims;
    private final InstantSource clock;

    ClaimedUserStore(UserStore store, Claims claims, InstantSource clock) {
        this.store = store;
        this.claims = claims;
        this.clock = clock;
    }

    /** Asks all shards, which happens once in the life of an account. */
    @Override
    public void checkFree(String username, String email, long blockedSince) {
        store.checkFree(username, email, blockedSince);
    }

    @Override
    public void create(NewAccount account, NewSession session, long blockedSince) {
        Taken taken = new Taken(account.id());
        taken.name(account.username());
        taken.email(account.email());
        taken.keptIf(() -> {
            store.create(account, session, blockedSince);
            return List.of(account.id());
        });
    }

    /** A name that cannot be claimed belongs to an existing account or one in the list; else it is being taken. */
    @Override
    public List<Long> provision(List<NewAccount> accounts, long blockedSince) {
        List<Taken> all = new ArrayList<>();
        Set<String> claimed = new HashSet<>();
        for (NewAccount account : accounts) {
            Taken taken = new Taken(account.id());
            all.add(taken);
            if (credentials(account.username()) == null && claimed.add(Claims.key(account.username()))) {
                giveBackOnFailure(all, () -> {
                    taken.name(account.username());
                    taken.email(account.email());
                    return true;
                });
            }
        }
        return giveBackOnFailure(all, () -> store.provision(accounts, blockedSince));
    }

    private static <T> T giveBackOnFailure(List<Taken> all, Supplier<T> work) {
        try {
            return work.get();
        } catch (ServiceException e) {
            all.forEach(taken -> taken.giveBackAfter(e));
            throw e;
        }
    }

    /** The claims for an account that is about to be created or changed. */
    private final class Taken {
        private final long userId;
        private final List<Runnable> givingBack = new ArrayList<>();

        Taken(long userId) {
            this.userId = userId;
        }

        void name(String username) {
            take(Kind.NAME, username, Code.USERNAME_TAKEN, "Somebody has this user name.");
        }

        void email(String email) {
            take(Kind.EMAIL, email, Code.EMAIL_TAKEN, "Somebody has this e-mail address.");
        }

        private void take(Kind kind, String text, Code code, String message) {
            long now = clock.millis();
            if (!claims.take(kind, text, userId, now) && !takesOver(kind, text, now)) {
                ServiceException refusal = ServiceException.of(code, message);
                giveBackAfter(refusal);
                throw refusal;
            }
            givingBack.add(() -> claims.release(kind, text, userId));
        }

        private boolean takesOver(Kind kind, String text, long now) {
            Claim claim = claims.find(kind, text);
            return claim != null
                    && claim.at() <= now - LONGEST_REQUEST.toMillis()
                    && !has(claim.userId(), kind, text)
                    && claims.takeOver(kind, text, claim, userId, now);
        }

        <T> T keptIf(Supplier<T> work) {
            return giveBackOnFailure(List.of(this), work);
        }

        /** If the outcome is unknown, the claim stays; it is taken over if the account was not stored. */
        void giveBackAfter(ServiceException failure) {
            if (failure.code() != Code.UNAVAILABLE) {
                giveBack();
            }
        }

        void giveBack() {
            givingBack.forEach(Runnable::run);
        }
    }

    private boolean has(long userId, Kind kind, String text) {
        Kept kept = store.account(userId);
        return kept != null
                && Claims.key(text)
                        .equals(Claims.key(
                                kind == Kind.NAME
                                        ? kept.account().profile().username()
                                        : kept.account().email()));
    }

    /** A claim is no account: it may belong to one that does not exist yet, or has another address by now. */
    @Override
    public @Nullable Credentials credentials(String login) {
        Kind kind = Kind.of(login);
        Claim claim = claims.find(kind, login);
        return claim == null || !has(claim.userId(), kind, login) ? null : store.credentials(claim.userId());
    }

    @Override
    public @Nullable Credentials credentials(long userId) {
        return store.credentials(userId);
    }

    @Override
    public @Nullable Kept account(long userId) {
        return store.account(userId);
    }

    @Override
    public @Nullable Account update(long userId, @Nullable String currentHash, UnaryOperator<Account> change) {
        Kept kept = store.account(userId);
        if (kept == null) {
            return null;
        }
        String email = change.apply(kept.account()).email();
        Taken taken = new Taken(userId);
        if (!Claims.key(email).equals(Claims.key(kept.account().email()))) {
            taken.email(email);
        }
        AtomicReference<String> before = new AtomicReference<>("");
        Account after = taken.keptIf(() -> store.update(userId, currentHash, account -> {
            before.set(account.email());
            return claimed(change.apply(account), email);
        }));
        if (after == null) {
            taken.giveBack(); // it relied on a password that has changed
            return null;
        }
        if (!Claims.key(before.get()).equals(Claims.key(email))) {
            claims.release(Kind.EMAIL, before.get(), userId);
        }
        return after;
    }

    private static Account claimed(Account account, String email) {
        if (!Claims.key(account.email()).equals(Claims.key(email))) {
            throw ServiceException.of(Code.OVERLOADED, "The account was changed at the same time.");
        }
        return account;
    }

    @Override
    public boolean changePassword(long userId, String currentHash, String newHash, long exceptSession, long at) {
        return store.changePassword(userId, currentHash, newHash, exceptSession, at);
    }

    @Override
    public boolean delete(long userId, String currentHash, long at) {
        Kept kept = store.account(userId);
        boolean deleted = store.delete(userId, currentHash, at);
        if (deleted && kept != null) {
            claims.release(Kind.NAME, kept.account().profile().username(), userId);
            claims.release(Kind.EMAIL, kept.account().email(), userId);
        }
        return deleted;
    }

    @Override
    public boolean suspend(long userId, boolean suspended, long at) {
        return store.suspend(userId, suspended, at);
    }

    @Override
    public Suspended suspended(long after, int limit) {
        return store.suspended(after, limit);
    }

    @Override
    public List<Profile> profiles(long... userIds) {
        return store.profiles(userIds);
    }

    @Override
    public List<Profile> profilesByName(List<String> usernames) {
        Set<String> wanted = new HashSet<>(usernames.stream().map(Claims::key).toList());
        return store.profiles(claims.holders(usernames)).stream()
                .filter(profile -> wanted.contains(profile.username()))
                .toList();
    }

    @Override
    public Retold retellDeletions(long after, int limit) {
        return store.retellDeletions(after, limit);
    }

    @Override
    public int forgetNames(long deletedBefore, int limit) {
        return store.forgetNames(deletedBefore, limit);
    }
}
