package magpie.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;

/** Knows which characters leave nothing on the page. */
final class Unseen {
    private static final int KHITAN_FILLER = 0x16fe4;
    private static final int DUPLOYAN_THICK = 0x1bc9d;

    private Unseen() {}

    /** Whether a reader sees nothing, or only a gap, where this character stands. */
    static boolean isUnseen(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint <= ' ';
        }
        return isIgnorable(codePoint) || isGap(codePoint) || isNothing(codePoint) || isShaping(codePoint);
    }

    /** Whether a display that does not support this character shows nothing at all. */
    static boolean isIgnorable(int codePoint) {
        return codePoint >= 0xad && UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /** White space, and signs that are drawn as nothing: blank braille, an empty note, blanks among hieroglyphs. */
    static boolean isGap(int codePoint) {
        return switch (codePoint) {
            case 0x2800, 0x1d159, 0x13441, 0x13442 -> true;
            default -> UCharacter.hasBinaryProperty(codePoint, UProperty.WHITE_SPACE);
        };
    }

    /** Whether it only shapes its neighbours: format characters, except the few that are drawn around digits. */
    static boolean isShaping(int codePoint) {
        return switch (codePoint) {
            case KHITAN_FILLER, DUPLOYAN_THICK -> true;
            default ->
                UCharacter.getType(codePoint) == UCharacterCategory.FORMAT
                        && !UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
        };
    }

    private static boolean isNothing(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacterCategory.CONTROL, UCharacterCategory.SURROGATE, UCharacterCategory.UNASSIGNED -> true;
            default -> false;
        };
    }
}
