package magpie.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Normalises what people type as a name, address or password, so that it can be compared: first Unicode normalisation,
 * then removal of invisible characters, and only then measuring. Whatever takes one from somebody must go through here.
 */
public final class AccountNames {
    /** No name or address is nearly this long; a longer one is cut before any work is done for it. */
    private static final int MOST_CHARS = 1_000;

    /** A longer password is refused before any work is done for it. */
    public static final int MOST_PASSWORD_CHARS = 2_000;

    private static final char AT = '@';

    private AccountNames() {}

    /** A user name: {@code "@Ann\n"} becomes {@code ann}. The result may be one that nobody can have. */
    public static String username(String typed) {
        if (isPlain(typed)) {
            return typed;
        }
        String text = visible(typed, Normalizer.Form.NFKC);
        return (text.startsWith("@") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }

    /**
     * An e-mail address as it is kept: as typed, but without invisible characters, and with the ASCII at sign and dots.
     * A final dot of the domain is for machines and is not part of an address.
     */
    public static String email(String typed) {
        String text = visible(typed, Normalizer.Form.NFC).replace('\uff20', AT).replace('\ufe6b', AT);
        int at = text.lastIndexOf(AT);
        return at < 0 ? text : text.substring(0, at + 1) + domain(text.substring(at + 1));
    }

    /**
     * The key under which all spellings of one e-mail address are equal: the part before the at sign by full case
     * folding, the domain as IDNA 2008 reads it (UTS 46, nontransitional).
     */
    public static String emailKey(String typed) {
        String text = visible(typed, Normalizer.Form.NFKC);
        int at = text.lastIndexOf(AT);
        return Tags.fold(text.substring(0, at + 1)) + Domains.key(domain(text.substring(at + 1)));
    }

    /** Whether the domain of an e-mail address, as {@link #email} returns it, is possible. */
    public static boolean hasDomain(String email) {
        return Domains.isPossible(email.substring(email.lastIndexOf(AT) + 1));
    }

    /** A domain with ASCII dots instead of those of other keyboards, and none at its end. */
    private static String domain(String typed) {
        String domain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replace('\u3002', '.');
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    /** A user name or, if it contains an @, an e-mail address, as both are compared. */
    public static String login(String typed) {
        String name = username(typed);
        return name.contains("@") ? emailKey(typed) : name;
    }

    /**
     * A password, the same whichever keyboard and system it was typed on. Nothing is dropped: blanks may be intended.
     * One longer than {@link #MOST_PASSWORD_CHARS} is returned unchanged, as it is invalid anyway.
     */
    public static String password(String typed) {
        return typed.length() > MOST_PASSWORD_CHARS ? typed : Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static String visible(String typed, Normalizer.Form form) {
        String bounded = typed.substring(0, Math.min(typed.length(), MOST_CHARS));
        String seen = seen(Normalizer.normalize(bounded, form));
        int start = 0;
        int end = seen.length();
        while (start < end && isBlank(seen.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(seen.charAt(end - 1))) {
            end--;
        }
        return Normalizer.normalize(seen.substring(start, end), form);
    }

    /** A text without invisible characters. */
    static String seen(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Characters that are invisible wherever they stand; inner spaces stay, because they are visible. */
    private static boolean isInvisible(int c) {
        return c >= 0xad
                && (Unseen.isIgnorable(c) || Unseen.isShaping(c) || (Unseen.isGap(c) && !Character.isSpaceChar(c)));
    }
}
