package magpie.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/** Decides where an invisible character changes what is seen: elsewhere it only makes equal things differ. */
final class Joining {
    static final int NON_JOINER = 0x200c;
    static final int JOINER = 0x200d;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int KEYCAP = 0x20e3;
    private static final int VIRAMA = 9;

    /** The longest run considered: further ones add nothing, and are not scanned again for each one before them. */
    private static final int MAX_SHAPING = 4;

    /** No ideograph has registered variants for later selectors: they would only make equal names differ. */
    private static final int LAST_STANDARD = 0xfe02;

    private static final int LAST_REGISTERED = 0xe013f;

    private Joining() {}

    static boolean isJoiner(int codePoint) {
        return codePoint == JOINER || codePoint == NON_JOINER;
    }

    static boolean isVariation(int codePoint) {
        return codePoint >= 0x180b && UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    /** Whether a joiner between two characters shows: in emoji, after a virama, between letters of a cursive script. */
    static boolean joins(int joiner, int before, int after) {
        if (UCharacter.getCombiningClass(before) == VIRAMA) {
            return joiner == JOINER || UCharacter.isLetter(after);
        }
        boolean runsOn = is(before, UCharacter.JoiningType.DUAL_JOINING, UCharacter.JoiningType.LEFT_JOINING);
        boolean takesUp = is(after, UCharacter.JoiningType.DUAL_JOINING, UCharacter.JoiningType.RIGHT_JOINING);
        if (joiner == NON_JOINER) {
            return runsOn && takesUp;
        }
        return (runsOn && !takesUp && !UCharacter.isLetter(after)) || (endsEmoji(before) && isPictograph(after));
    }

    /** Whether a variation selector selects another form of the character before it. */
    static boolean varies(int selector, int before, int after) {
        return switch (selector) {
            case TEXT_STYLE -> before > '9' && UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
            case EMOJI_STYLE ->
                UCharacter.hasBinaryProperty(before, UProperty.EMOJI)
                        && !UCharacter.hasBinaryProperty(before, UProperty.EMOJI_PRESENTATION)
                        && (before > '9' || after == KEYCAP);
            default -> variesInWriting(selector, before);
        };
    }

    /** Whether the style that it selects is the default of that character. */
    static boolean isUsual(int selector, int before) {
        return selector == TEXT_STYLE && !UCharacter.hasBinaryProperty(before, UProperty.EMOJI_PRESENTATION);
    }

    /** Whether a shaping character is in its place: between letters of its own script. */
    static boolean shapes(int codePoint, int before, String text, int next) {
        int script = UScript.getScript(codePoint);
        if (UScript.getScript(before) != script) {
            return false;
        }
        int at = next;
        for (int i = 0; i < MAX_SHAPING && at < text.length() && Unseen.isShaping(text.codePointAt(at)); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        int after = at < text.length() ? text.codePointAt(at) : '\n';
        return UCharacter.isLetter(after) && UScript.getScript(after) == script;
    }

    private static boolean variesInWriting(int selector, int before) {
        if (selector < 0x2000) {
            return UScript.getScript(before) == UScript.MONGOLIAN;
        }
        boolean used = selector <= LAST_STANDARD || (selector > 0xffff && selector <= LAST_REGISTERED);
        return used
                && (UCharacter.hasBinaryProperty(before, UProperty.IDEOGRAPHIC)
                        || UScript.getScript(before) == UScript.MYANMAR
                        || UScript.getScript(before) == UScript.PHAGS_PA);
    }

    private static boolean endsEmoji(int codePoint) {
        return codePoint == EMOJI_STYLE
                || codePoint == Flags.END
                || UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER)
                || isPictograph(codePoint);
    }

    private static boolean isPictograph(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    private static boolean is(int codePoint, int oneType, int otherType) {
        int type = UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
        return type == oneType || type == otherType;
    }
}
