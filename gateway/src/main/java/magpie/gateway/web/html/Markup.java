package magpie.gateway.web.html;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Builds HTML and XML, element by element. Names of elements and attributes are ours; texts and the values of
 * attributes may be anybody's and are always escaped: there is no way around it, so nothing that people write can become
 * markup. Void elements end as in XML, which HTML allows.
 */
public final class Markup {
    private static final int MOST = 256 * 1_024;
    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder out = new StringBuilder(2_048);

    /** Opens an element with attributes, names and values in turn; one whose value is null is left out. */
    public Markup open(String name, @Nullable String... attributes) {
        start(name, attributes);
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Markup close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element without content. */
    public Markup empty(String name, @Nullable String... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    /** An element with a text in it. */
    public Markup element(String name, String text, @Nullable String... attributes) {
        return open(name, attributes).text(text).close(name);
    }

    /** Text, escaped. */
    public Markup text(String text) {
        return text(text, 0, text.length());
    }

    /** A part of a text, escaped. */
    public Markup text(String text, int from, int to) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(i + 1));
                i += 2;
            } else {
                append(c);
                i++;
            }
        }
        return this;
    }

    /** What was built elsewhere. */
    public Markup append(Markup other) {
        out.append(other.out);
        return this;
    }

    /** Whether a list of what people wrote should end here: escaping makes some texts ten times as long. */
    public boolean isFull() {
        return out.length() > MOST;
    }

    /** Whether nothing was built yet. */
    public boolean isEmpty() {
        return out.isEmpty();
    }

    /** All of it in UTF-8. */
    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void start(String name, @Nullable String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attributes: of " + name + " (expected: names and values in turn)");
        }
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                text(value);
                out.append('"');
            }
        }
    }

    /** Appends one unit of UTF-16 that is no half of a pair. */
    private void append(char c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t', '\n' -> out.append(c);
            default -> out.append(isAllowed(c) ? c : REPLACEMENT);
        }
    }

    /** Whether XML 1.0 allows it; HTML allows no more that could be of use. */
    private static boolean isAllowed(char c) {
        return c >= ' ' && !(c >= '\u007f' && c <= '\u009f') && !Character.isSurrogate(c) && c < '\ufffe';
    }
}
