package magpie.text;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.IDNA.Error;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads domains by IDNA 2008: {@code faß.de} is {@code xn--fa-hia.de} and not {@code fass.de}, which somebody else may
 * own.
 */
final class Domains {
    /** Host names have hyphens anywhere, whatever registries allow. */
    private static final Set<Error> HARMLESS =
            EnumSet.of(Error.LEADING_HYPHEN, Error.TRAILING_HYPHEN, Error.HYPHEN_3_4);

    private Domains() {}

    /** The key under which all spellings of one domain are equal. An impossible domain is itself, in lower case. */
    static String key(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        if (isPlain(lower)) {
            return lower;
        }
        StringBuilder key = new StringBuilder(lower.length());
        IDNA.Info info = new IDNA.Info();
        Uts46.NONTRANSITIONAL.nameToUnicode(lower, key, info);
        String read = HARMLESS.containsAll(info.getErrors()) ? key.toString() : lower;
        return Normalizer.normalize(AccountNames.seen(read), Normalizer.Form.NFKC);
    }

    /** Whether it can be looked up: only permitted characters, no label too long. */
    static boolean isPossible(String domain) {
        IDNA.Info info = new IDNA.Info();
        Uts46.NONTRANSITIONAL.nameToASCII(domain, new StringBuilder(domain.length()), info);
        return HARMLESS.containsAll(info.getErrors());
    }

    private static boolean isPlain(String domain) {
        return !domain.contains("xn--") && domain.chars().allMatch(c -> c < 0x80);
    }

    /** Loaded with the first domain that needs it, not at the start. */
    private static final class Uts46 {
        static final IDNA NONTRANSITIONAL =
                IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);
    }
}
