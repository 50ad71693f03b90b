package magpie.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/** Where a character that is not seen itself changes what is seen: elsewhere it only makes equal things differ. */
final class Joining {
    static final int NON_JOINER = 0x200c;
    static final int JOINER = 0x200d;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int KEYCAP = 0x20e3;
    private static final int VIRAMA = 9;

    /** In a row: further ones say nothing, and are not looked at again for each before them. */
    private static final int MAX_SHAPING = 4;

    /** No ideograph has registered forms for further selectors: those would only make equal names differ. */
    private static final int LAST_STANDARD = 0xfe02;

    private static final int LAST_REGISTERED = 0xe013f;

    private Joining() {}

    static boolean isJoiner(int codePoint) {
        return codePoint == JOINER || codePoint == NON_JOINER;
    }

    static boolean isVariation(int codePoint) {
        return codePoint >= 0x180b && UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    /** Whether a joiner between two characters is seen: in emoji, after a virama, between letters of a flowing script. */
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

    /** Whether a variation selector has another form of the character before it to select. */
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

    /** Whether what a style of emoji selects is what is seen without it. */
    static boolean isUsual(int selector, int before) {
        return selector == TEXT_STYLE && !UCharacter.hasBinaryProperty(before, UProperty.EMOJI_PRESENTATION);
    }

    /** Whether what shapes its neighbours stands where it does: between letters of its own script. */
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
