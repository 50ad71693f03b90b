package magpie.gateway.limit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import magpie.kit.Sha256;

/**
 * The rate limits of the public API. Addresses are counted by network if one subscriber has many: an IPv6 address by
 * its /64.
 */
public final class RateLimits {
    private static final int KEYS = 100_000;
    private static final int DIGEST_BYTES = 18;

    /** Typing errors that are forgiven for each allowed registration. */
    private static final int TYPING_ERRORS = 6;

    private final boolean on;
    private final Policy user;
    private final Policy address;
    private final Policy posting;
    private final Policy signIn;
    private final Policy account;
    private final Policy registration;
    private final Policy typing;
    private final KnownAddresses known;
    private final Policy refusal;

    /**
     * The quotas.
     *
     * @param user requests a minute of a user
     * @param address requests a minute of an address without a token
     * @param posting posts a minute of a user
     * @param signIn password attempts in a quarter of an hour of an address and name
     * @param account wrong password attempts an hour of a name, from addresses that never had a right one
     * @param registration registrations an hour of an address
     * @param refusal refused requests a minute of an address with a signed-in user
     */
    public record Figures(int user, int address, int posting, int signIn, int account, int registration, int refusal) {}

    /** Counts by these quotas in this process, or not at all. */
    public RateLimits(boolean on, Figures figures) {
        this(on, figures, TokenBuckets.LOCAL, KnownAddresses.local());
    }

    /** Counts in shared buckets. Password attempts and registrations are counted exactly. */
    public RateLimits(boolean on, Figures figures, TokenBuckets from, KnownAddresses known) {
        this.on = on;
        this.known = known;
        Duration minute = Duration.ofMinutes(1);
        user = new Policy("user", figures.user(), minute, KEYS, from, false);
        address = new Policy("address", figures.address(), minute, KEYS, from, false);
        posting = new Policy("posting", figures.posting(), minute, KEYS, from, false);
        signIn = new Policy("sign-in", figures.signIn(), Duration.ofMinutes(15), KEYS, from, true);
        account = new Policy("account", figures.account(), Duration.ofHours(1), KEYS, from, true);
        registration = new Policy("registration", figures.registration(), Duration.ofHours(1), KEYS, from, true);
        typing = new Policy("typing", figures.registration() * TYPING_ERRORS, Duration.ofHours(1), KEYS, from, true);
        refusal = new Policy("refusal", figures.refusal(), minute, KEYS, from, false);
    }

    /** Counts a request of a user. */
    public RateLimitStatus user(long userId) {
        return take(user, Long.toString(userId));
    }

    /** Counts a request of an unknown client. */
    public RateLimitStatus address(String from) {
        return take(address, ClientAddress.network(from));
    }

    /** Counts a refused request of a user against the address too, as one address may have many users. */
    public RateLimitStatus refusal(String from) {
        return take(refusal, ClientAddress.network(from));
    }

    /** Counts a new post of a user. */
    public RateLimitStatus posting(long userId) {
        return take(posting, Long.toString(userId));
    }

    /** Counts an attempt at a name's password from an address. */
    public RateLimitStatus signIn(String from, String name) {
        return take(signIn, addressAndName(from, name));
    }

    /**
     * Counts it among all strangers' attempts: many addresses together get no more attempts at a name than this. An
     * address that recently had a right one does not count, so strangers lock nobody out where they usually sign in.
     */
    public RateLimitStatus account(String from, String name) {
        return on && known.knows(addressAndName(from, name)) ? RateLimitStatus.UNLIMITED : take(account, digest(name));
    }

    /** Returns the token that {@link #account} took for an attempt that was right. */
    public void forgiveAccount(String name) {
        account.giveBack(digest(name));
    }

    /** Records that this name is signed in at an address: strangers elsewhere do not use up its attempts. */
    public void recognise(String from, String name) {
        if (on) {
            known.remember(addressAndName(from, name));
        }
    }

    /** Counts a registration, or a check whether an e-mail address is taken. */
    public RateLimitStatus registration(String from) {
        return take(registration, ClientAddress.network(from));
    }

    /**
     * Forgives a registration that failed without revealing anything; only a limited number, for finding the reason
     * costs something here.
     */
    public void forgiveRegistration(String from) {
        String network = ClientAddress.network(from);
        if (take(typing, network).allowed()) {
            registration.giveBack(network);
        }
    }

    private static String addressAndName(String from, String name) {
        return digest(ClientAddress.network(from) + " " + name);
    }

    /** Has one size however long a name is, and stores no list of addresses anywhere. */
    private static String digest(String text) {
        byte[] folded = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(folded), DIGEST_BYTES));
    }

    private RateLimitStatus take(Policy policy, String key) {
        return on ? policy.take(key) : RateLimitStatus.UNLIMITED;
    }
}
