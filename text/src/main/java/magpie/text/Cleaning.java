package magpie.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Removes, in one pass, characters that harm the text around them, or hide something from readers. In a line (a name),
 * an invisible character stays only if it changes how the rest looks, so that names that look the same are the same.
 */
final class Cleaning {
    /** More marks than any script puts on one letter; further ones only cover the lines around it. */
    static final int MAX_MARKS = 8;

    private static final int MAX_OPEN = 16;
    private static final char CLOSE = '\u2069';

    private final String text;
    private final boolean line;
    private final StringBuilder clean;
    private int marks;
    private int before;
    private int open;

    private Cleaning(String text, boolean line) {
        this.text = text;
        this.line = line;
        this.clean = new StringBuilder(text.length() + MAX_OPEN);
    }

    static String of(String text, boolean line) {
        Cleaning cleaning = new Cleaning(text, line);
        int i = 0;
        while (i < text.length()) {
            i = cleaning.take(i);
        }
        cleaning.close();
        return cleaning.clean.toString();
    }

    /** Processes the character at an index, and returns the index of the next. */
    private int take(int at) {
        int codePoint = text.codePointAt(at);
        int next = at + Character.charCount(codePoint);
        switch (codePoint) {
            case '\r', '\n', '\u0085', '\u2028', '\u2029' -> lineEnd(codePoint, next);
            case '\t' -> keep(' ');
            case '\u2066', '\u2067', '\u2068' -> isolate(codePoint);
            case CLOSE -> closeOne();
            case Flags.FLAG -> {
                int end = Flags.end(text, next);
                keep(codePoint);
                clean.append(text, next, end);
                before = end == next ? before : Flags.END;
                return end;
            }
            default -> character(codePoint, next);
        }
        return next;
    }

    private void lineEnd(int codePoint, int next) {
        if (codePoint != '\r' || next == text.length() || text.charAt(next) != '\n') {
            close();
            keep('\n');
        }
    }

    private void character(int codePoint, int next) {
        if (codePoint < 0x300 && codePoint != '\u00ad') {
            if (!Character.isISOControl(codePoint)) {
                keep(line && Unseen.isGap(codePoint) ? ' ' : codePoint);
            }
        } else if (isHarmful(codePoint)) {
            return;
        } else if (Joining.isVariation(codePoint) || Joining.isJoiner(codePoint)) {
            selectorOrJoiner(codePoint, next);
        } else if (line && Unseen.isShaping(codePoint)) {
            keepIf(Joining.shapes(codePoint, before, text, next), codePoint);
        } else if (isMark(codePoint)) {
            if (marks++ < MAX_MARKS) {
                keepIf(!line || !Unseen.isIgnorable(codePoint), codePoint);
            }
        } else if (Character.getType(codePoint) == Character.SURROGATE) {
            keep('\ufffd');
        } else if (line && Unseen.isGap(codePoint)) {
            keep(' ');
        } else if (line && Unseen.isIgnorable(codePoint)) {
            part();
        } else {
            keep(codePoint);
        }
    }

    /** Drops a selector or joiner that stands alone or twice: it says nothing there, but can hide much. */
    private void selectorOrJoiner(int codePoint, int next) {
        int after = next < text.length() ? text.codePointAt(next) : '\n';
        if (Joining.isVariation(codePoint)) {
            if (Joining.varies(codePoint, before, after)) {
                keepIf(!line || !Joining.isUsual(codePoint, before), codePoint);
            }
        } else if (!Joining.isJoiner(before) && before != '\n') {
            keepIf(!line || Joining.joins(codePoint, before, after), codePoint);
        }
    }

    private void keepIf(boolean seen, int codePoint) {
        if (seen) {
            append(codePoint);
        } else {
            part();
        }
    }

    /** Keeps the neighbours of a dropped character apart, so that cleaning a text and then a line of it agree. */
    private void part() {
        before = '\n';
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Bidi embeddings and overrides, byte order marks, interlinear annotations, stray tags, noncharacters. */
    private static boolean isHarmful(int codePoint) {
        return (codePoint >= 0x202a && codePoint <= 0x202e)
                || codePoint == 0xfeff
                || (codePoint >= 0xfff9 && codePoint <= 0xfffb)
                || Flags.isTag(codePoint)
                || UCharacter.hasBinaryProperty(codePoint, UProperty.NONCHARACTER_CODE_POINT);
    }

    /** Starts an isolate; one left open is closed at the end of its line. */
    private void isolate(int codePoint) {
        if (open < MAX_OPEN) {
            open++;
            direct(codePoint);
        }
    }

    /** A line keeps no direction controls, but what they separated stays separate. */
    private void direct(int codePoint) {
        keepIf(!line, codePoint);
    }

    private void closeOne() {
        if (open > 0) {
            open--;
            direct(CLOSE);
        }
    }

    private void close() {
        while (open > 0) {
            closeOne();
        }
    }

    private void keep(int codePoint) {
        marks = 0;
        append(codePoint);
    }

    private void append(int codePoint) {
        clean.appendCodePoint(codePoint);
        before = codePoint;
    }
}
