package magpie.gateway.limit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import magpie.kit.Sha256;

/**
 * The limits of the public API.
 * Addresses are counted by their network where one subscriber has many: an IPv6 address by its /64.
 */
public final class RateLimits {
    private static final int KEYS = 100_000;
    private static final int DIGEST_BYTES = 18;

    /** Typing errors that are forgiven, for each registration that is allowed. */
    private static final int TYPING_ERRORS = 6;

    private final boolean on;
    private final Policy user;
    private final Policy address;
    private final Policy posting;
    private final Policy signIn;
    private final Policy account;
    private final Policy registration;
    private final Policy typing;
    private final KnownPlaces places;
    private final Policy refusal;

    /**
     * How many.
     *
     * @param user requests a minute of a user
     * @param address requests a minute of an address without a token
     * @param posting posts a minute of a user
     * @param signIn tries at a password in a quarter of an hour of an address and name
     * @param account wrong tries at a password an hour of a name, from addresses that never had a right one
     * @param registration registrations an hour of an address
     * @param refusal requests a minute of an address that are refused to somebody who is signed in
     */
    public record Figures(int user, int address, int posting, int signIn, int account, int registration, int refusal) {}

    /** Limits with these figures, or none at all, counted in this process. */
    public RateLimits(boolean on, Figures figures) {
        this(on, figures, TokenBuckets.LOCAL, KnownPlaces.local());
    }

    /** Limits that are counted somewhere. Tries at passwords and registrations are counted exactly. */
    public RateLimits(boolean on, Figures figures, TokenBuckets from, KnownPlaces places) {
        this.on = on;
        this.places = places;
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

    /** A request of a user. */
    public RateLimitStatus user(long userId) {
        return take(user, Long.toString(userId));
    }

    /** A request from an address, of nobody known. */
    public RateLimitStatus address(String from) {
        return take(address, ClientAddress.network(from));
    }

    /** A request that was refused to a user: it costs the address something too, for one may have many users. */
    public RateLimitStatus refusal(String from) {
        return take(refusal, ClientAddress.network(from));
    }

    /** A new post of a user. */
    public RateLimitStatus posting(long userId) {
        return take(posting, Long.toString(userId));
    }

    /** A try at the password of a name, as one of its address. */
    public RateLimitStatus signIn(String from, String name) {
        return take(signIn, place(from, name));
    }

    /**
     * The same, as one of all strangers: many addresses together have no more tries at a name than this. An address that
     * had a right one lately is none of them, so that strangers lock out nobody where they always are.
     */
    public RateLimitStatus account(String from, String name) {
        return on && places.knows(place(from, name)) ? RateLimitStatus.UNLIMITED : take(account, digest(name));
    }

    /** That a try which {@link #account} counted was right: it does not count. */
    public void forgiveAccount(String name) {
        account.giveBack(digest(name));
    }

    /** That somebody is signed in by this name at an address: strangers elsewhere do not use up their tries. */
    public void recognise(String from, String name) {
        if (on) {
            places.remember(place(from, name));
        }
    }

    /** A registration, or a look at whether an e-mail address is taken. */
    public RateLimitStatus registration(String from) {
        return take(registration, ClientAddress.network(from));
    }

    /**
     * Forgives a registration that failed for a reason which told nothing; not without an end, for finding the reason costs
     * something here.
     */
    public void forgiveRegistration(String from) {
        String network = ClientAddress.network(from);
        if (take(typing, network).allowed()) {
            registration.giveBack(network);
        }
    }

    private static String place(String from, String name) {
        return digest(ClientAddress.network(from) + " " + name);
    }

    /** Of one size however long a name is, and no list of addresses wherever it is kept. */
    private static String digest(String text) {
        byte[] folded = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(folded), DIGEST_BYTES));
    }

    private RateLimitStatus take(Policy policy, String key) {
        return on ? policy.take(key) : RateLimitStatus.UNLIMITED;
    }
}
