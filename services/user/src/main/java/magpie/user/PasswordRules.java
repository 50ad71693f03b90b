package magpie.user;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import magpie.api.user.AccountLimits;
import magpie.text.AccountNames;
import org.jspecify.annotations.Nullable;

/**
 * Refuses weak passwords: those shorter than {@value #LEAST} or longer than {@value #MOST} characters (code points),
 * and those that an attacker tries first. The latter is what zxcvbn expects within the first 100,000 guesses: the
 * best-known passwords, also with capitals, digits or look-alike letters ({@code P@ssw0rd1}), keyboard rows, sequences,
 * repeats, dates, and the person's own name or address with little added. Anything else, dictionary words included, is
 * the person's choice.
 */
final class PasswordRules {
    static final int LEAST = AccountLimits.PASSWORD_LEAST;
    static final int MOST = AccountLimits.PASSWORD_MOST;
    private static final double GUESSES = 100_000;

    /**
     * Estimating takes time that grows much faster than the length, and an attacker picks the worst case: 0.7 s for 64
     * characters, 17 ms for these. If the first characters are trivial, that is trivial enough.
     */
    private static final int MEASURED_CHARS = 24;

    private PasswordRules() {}

    /** Loaded with the first password, not at startup: it takes a tenth of a second. */
    private static final class Loaded {
        private static final Zxcvbn ESTIMATE = load();

        private static Zxcvbn load() {
            try {
                return new ZxcvbnBuilder()
                        .dictionary(StandardDictionaries.PASSWORDS_LOADER.load())
                        .keyboards(StandardKeyboards.loadAllKeyboards())
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Returns what is wrong with the length, or null.
     *
     * @param password in the form of {@link AccountNames#password}: measures what one can type, not how
     */
    static @Nullable String lengthMistake(String password) {
        int length = password.codePointCount(0, password.length());
        return length < LEAST || length > MOST
                ? "A password has " + LEAST + " to " + MOST + " characters; this one has " + length + "."
                : null;
    }

    /**
     * Whether an attacker tries this password first. Takes milliseconds of a core, at worst as many as the hash, so ask
     * when everything else is right.
     *
     * @param own what belongs to the person (name, address), in lower case
     */
    static boolean common(String password, List<String> own) {
        String measured = password.substring(0, Math.min(password.length(), MEASURED_CHARS));
        return Loaded.ESTIMATE.measure(measured, own).getGuesses() < GUESSES;
    }
}
