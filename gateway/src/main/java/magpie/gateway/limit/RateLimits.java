package magpie.gateway.limit;

import java.time.Duration;
import java.util.Locale;

/**
 * The limits of the public API.
 * Addresses are counted by their network where one subscriber has many: an IPv6 address by its /64.
 */
public final class RateLimits {
    private static final int KEYS = 100_000;
    private static final int MAX_NAME = 320;

    private final boolean on;
    private final Policy user;
    private final Policy address;
    private final Policy posting;
    private final Policy signIn;
    private final Policy registration;

    /**
     * How many.
     *
     * @param user requests a minute of a user
     * @param address requests a minute of an address without a token
     * @param posting posts a minute of a user
     * @param signIn tries at a password in a quarter of an hour of an address and name
     * @param registration registrations an hour of an address
     */
    public record Figures(int user, int address, int posting, int signIn, int registration) {}

    /** Limits with these figures, or none at all, counted in this process. */
    public RateLimits(boolean on, Figures figures) {
        this(on, figures, Allowances.LOCAL);
    }

    /** Limits that are counted somewhere. Tries at passwords and registrations are counted exactly. */
    public RateLimits(boolean on, Figures figures, Allowances from) {
        this.on = on;
        Duration minute = Duration.ofMinutes(1);
        user = new Policy("user", figures.user(), minute, KEYS, from, false);
        address = new Policy("address", figures.address(), minute, KEYS, from, false);
        posting = new Policy("posting", figures.posting(), minute, KEYS, from, false);
        signIn = new Policy("sign-in", figures.signIn(), Duration.ofMinutes(15), KEYS, from, true);
        registration = new Policy("registration", figures.registration(), Duration.ofHours(1), KEYS, from, true);
    }

    /** A request of a user. */
    public Standing user(long userId) {
        return take(user, Long.toString(userId));
    }

    /** A request from an address, of nobody known. */
    public Standing address(String from) {
        return take(address, ClientAddress.network(from));
    }

    /** A new post of a user. */
    public Standing posting(long userId) {
        return take(posting, Long.toString(userId));
    }

    /** A try at the password of a name. */
    public Standing signIn(String from, String name) {
        return take(signIn, ClientAddress.network(from) + " " + bounded(name));
    }

    /** A registration, or a look at whether an e-mail address is taken. */
    public Standing registration(String from) {
        return take(registration, ClientAddress.network(from));
    }

    /** Forgives a registration that failed for a reason which told nothing. */
    public void forgiveRegistration(String from) {
        registration.giveBack(ClientAddress.network(from));
    }

    private static String bounded(String name) {
        return name.substring(0, Math.min(MAX_NAME, name.length())).toLowerCase(Locale.ROOT);
    }

    private Standing take(Policy policy, String key) {
        return on ? policy.take(key) : Standing.UNLIMITED;
    }
}
