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
 * Tries at passwords: what they cost, where the right ones come from, and what the log says of the wrong ones. An account
 * is counted by each of its names, for which account a name leads to must not show.
 */
public final class PasswordTries {
    private static final Logger security = LoggerFactory.getLogger("magpie.security");

    private final RateLimits limits;

    public PasswordTries(RateLimits limits) {
        this.limits = limits;
    }

    /** Does what takes a password, if the address and the account have a try left. */
    public <T> T of(Exchange exchange, String typed, Supplier<T> work) {
        return byKey(exchange, AccountNames.login(typed), work);
    }

    /** The same, by who is signed in. */
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
                forgive.run(); // whatever went wrong, it was not the password
            }
            throw e;
        }
    }

    /** That somebody signed in to an account, or goes on. */
    public void recognise(Exchange exchange, Account account) {
        limits.recognise(exchange.address(), account.profile().username());
        limits.recognise(exchange.address(), AccountNames.emailKey(account.email()));
        limits.recognise(exchange.address(), viewer(account.profile().id()));
    }

    /** Nobody can type it, for what is typed begins with no blank when it is compared: strangers do not use up its tries. */
    private static String viewer(long userId) {
        return " " + userId;
    }

    /** Numbers, codes and addresses alone: nothing of it was written by the client. */
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
