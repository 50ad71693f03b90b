package magpie.user;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.Waits;
import magpie.text.AccountNames;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords with Argon2id (19 MiB, t=2, p=1, 16 bytes of salt; stored as PHC string). A hash takes
 * a core for a tenth of a second and never yields it, so hashes run on a few platform threads, which the system can
 * schedule, and not on the callers' virtual ones. The queue is bounded; beyond it callers are refused. Thread-safe.
 */
final class Passwords implements AutoCloseable {
    private static final int SALT_BYTES = 16;

    /**
     * A hash that no password matches. Verified if there is no account, so that timing does not reveal that; stored if
     * an account has no password.
     */
    static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$bWFncGllIGtlZXBzIG5vIHBhc3N3b3JkIGxpa2UgdGg";

    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;

    Passwords(int atOnce, int waiting) {
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Returns the PHC string of a password, with a new salt. */
    String hash(String password) {
        return run(() -> salted(password));
    }

    /**
     * Returns the same for a chosen password; {@code INVALID_VALUE} if it is a common one. That check takes a core too,
     * so it runs here, where few run at a time.
     */
    String hashChosen(Chosen chosen) {
        return run(() -> {
            if (PasswordRules.common(chosen.password, chosen.own)) {
                throw ServiceException.invalid(
                        chosen.field, "This password is among the first that anybody would try.");
            }
            return salted(chosen.password);
        });
    }

    /**
     * A password of valid length.
     *
     * @param field the field it was given in
     * @param own what belongs to the person (name, address), in lower case
     */
    record Chosen(String field, String password, List<String> own) {
        @Override
        public String toString() {
            return "Chosen[field=" + field + "]";
        }
    }

    private String salted(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return PasswordHash.of(bytes(password), salt).text();
    }

    /** Whether a password matches a hash; takes as long without a hash. */
    boolean matches(String password, @Nullable String hash) {
        PasswordHash known = PasswordHash.of(hash == null ? NOBODY : hash);
        boolean possible = password.length() <= AccountNames.MOST_PASSWORD_CHARS;
        String tried = possible ? password : "";
        boolean same = run(() -> known.matches(bytes(tried)));
        return same && possible && hash != null;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static byte[] bytes(String password) {
        return AccountNames.password(password).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T run(Callable<T> work) {
        try {
            return Waits.forTask(threads.submit(work));
        } catch (RejectedExecutionException e) {
            throw new ServiceException(Code.OVERLOADED, "Too many sign-ins at once.", List.of(), 2, e);
        }
    }
}
