package magpie.api.user;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What people type to name or open an account, as it is compared: normalised first, then without what cannot be seen, and
 * only then measured. Whoever takes a name, an address or a password from somebody asks here.
 */
public final class AccountNames {
    /** No name or address is nearly as long; what is longer is cut before work is done for it. */
    private static final int MOST_CHARS = 1_000;

    /** A password of more is refused before work is done for it. */
    public static final int MOST_PASSWORD_CHARS = 2_000;

    private AccountNames() {}

    /** A user name: {@code "@Ann\n"} is {@code ann}. It may not be one that anybody can have. */
    public static String username(String typed) {
        if (isPlain(typed)) {
            return typed;
        }
        String text = visible(typed, Normalizer.Form.NFKC);
        return (text.startsWith("@") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }

    /** An e-mail address as it is kept: as it was typed, but for what cannot be seen. */
    public static String email(String typed) {
        return visible(typed, Normalizer.Form.NFC);
    }

    /** What two ways to type one e-mail address have in common. */
    public static String emailKey(String typed) {
        String text = visible(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        String domain = text.substring(at + 1);
        String key = domain.contains("xn--") ? IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED) : domain;
        return Normalizer.normalize(text.substring(0, at + 1) + key.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    /** A user name or, if there is an @ within it, an e-mail address, as both are compared. */
    public static String login(String typed) {
        String name = username(typed);
        return name.contains("@") ? emailKey(typed) : name;
    }

    /**
     * A password, the same whichever keyboard and system it was typed on. Nothing of it is dropped: blanks may be meant.
     * One that is longer than {@link #MOST_PASSWORD_CHARS} stays as it is, for it is none.
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
        StringBuilder seen = new StringBuilder(bounded.length());
        Normalizer.normalize(bounded, form)
                .codePoints()
                .filter(c -> !isInvisible(c))
                .forEach(seen::appendCodePoint);
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

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Default_Ignorable_Code_Point and the marks of direction: what is not seen wherever it stands. */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
