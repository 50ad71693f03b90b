package magpie.gateway.web.html;

import java.nio.charset.StandardCharsets;
import magpie.kit.StartException;

/** A page with three gaps, which the server fills for each address: its language, what its head says, and its text. */
public final class Template {
    /** A page without script or style: what there is without a built one. */
    public static final Template BARE = of("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <!--magpie:head-->
            </head>
            <body>
            <div id="app"><!--magpie:body--></div>
            </body>
            </html>
            """);

    private static final String LANGUAGE_BEFORE = "<html lang=\"";
    private static final String LANGUAGE = LANGUAGE_BEFORE + "en\"";
    private static final String HEAD = "<!--magpie:head-->";
    private static final String BODY = "<!--magpie:body-->";

    private final byte[] beforeLanguage;
    private final byte[] beforeHead;
    private final byte[] beforeBody;
    private final byte[] afterBody;

    private Template(String html) {
        int language = place(html, LANGUAGE) + LANGUAGE_BEFORE.length();
        int head = place(html, HEAD);
        int body = place(html, BODY);
        if (head < language || body < head) {
            throw new StartException("index.html has its gaps in another order (expected: " + LANGUAGE + ", " + HEAD
                    + " and " + BODY + ").");
        }
        beforeLanguage = bytes(html.substring(0, language));
        beforeHead = bytes(html.substring(language + 2, head)); // without en
        beforeBody = bytes(html.substring(head + HEAD.length(), body));
        afterBody = bytes(html.substring(body + BODY.length()));
    }

    /**
     * Reads a template.
     *
     * @throws StartException if a gap is not there once
     */
    public static Template of(String html) {
        return new Template(html);
    }

    /** The page with its gaps filled. */
    public byte[] filled(String language, Markup head, Markup body) {
        return joined(beforeLanguage, bytes(language), beforeHead, head.bytes(), beforeBody, body.bytes(), afterBody);
    }

    private static byte[] joined(byte[]... pieces) {
        int size = 0;
        for (byte[] piece : pieces) {
            size += piece.length;
        }
        byte[] all = new byte[size];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    private static int place(String html, String gap) {
        int at = html.indexOf(gap);
        if (at < 0 || html.indexOf(gap, at + 1) >= 0) {
            throw new StartException(
                    "index.html has not exactly one " + gap + " (expected: the page as it was built).");
        }
        return at;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
