package magpie.gateway.action;

import java.util.function.Supplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.gateway.http.Exchange;
import magpie.gateway.limit.RateLimitStatus;
import magpie.gateway.limit.RateLimits;
import magpie.text.AccountNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits, recognises and logs password attempts: what they cost, where the right ones come from, and what the log says
 * of wrong ones. An account is counted by each of its names, so as not to reveal which account a name leads to.
 */
public final class PasswordTries {
    private static final Logger security = LoggerFactory.getLogger("magpie.security");

    private final RateLimits limits;

    public PasswordTries(RateLimits limits) {
        this.limits = limits;
    }

    /** Runs work that takes a password, if the address and the account have an attempt left. */
    public <T> T of(Exchange exchange, String typed, Supplier<T> work) {
        return byKey(exchange, AccountNames.login(typed), work);
    }

    /** The same for the signed-in user. */
    public <T> T ofViewer(Exchange exchange, Supplier<T> work) {
        return byKey(exchange, viewer(exchange.signedIn().userId()), work);
    }

    private <T> T byKey(Exchange exchange, String name, Supplier<T> work) {
        try {
            exchange.spend(limits.signIn(exchange.address(), name));
            RateLimitStatus account = limits.account(exchange.address(), name);
            exchange.spend(account);
            return counted(work, account.limited() ? () -> limits.forgiveAccount(name) : () -> {});
        } catch (ServiceException e) {
            note(exchange, e.code());
            throw e;
        }
    }

    private static <T> T counted(Supplier<T> work, Runnable forgive) {
        try {
            T done = work.get();
            forgive.run();
            return done;
        } catch (ServiceException e) {
            if (e.code() != Code.UNAUTHENTICATED && e.code() != Code.FORBIDDEN) {
                forgive.run(); // it failed, but not because of the password
            }
            throw e;
        }
    }

    /** Records that somebody signed in to an account or used their session. */
    public void recognise(Exchange exchange, Account account) {
        limits.recognise(exchange.address(), account.profile().username());
        limits.recognise(exchange.address(), AccountNames.emailKey(account.email()));
        limits.recognise(exchange.address(), viewer(account.profile().id()));
    }

    /** Nobody can type it, as typed names are compared without leading blanks: strangers do not use up its attempts. */
    private static String viewer(long userId) {
        return " " + userId;
    }

    /** Only numbers, codes and addresses: nothing that the client wrote. */
    private static void note(Exchange exchange, Code code) {
        if (code == Code.UNAUTHENTICATED || code == Code.FORBIDDEN || code == Code.RATE_LIMITED) {
            security.info(
                    "password refused code={} user={} address={} request={}",
                    code,
                    exchange.viewerId(),
                    exchange.address(),
                    exchange.requestId());
        }
    }
}
