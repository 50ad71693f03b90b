package magpie.gateway.web.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import magpie.gateway.http.accept.Preferences;
import magpie.gateway.http.accept.Preferences.Preference;
import org.jspecify.annotations.Nullable;

/** A language of pages: the words of the server's own on them, from a file for each. */
public final class Language {
    private static final Language ENGLISH = new Language("en");
    private static final Language CHINESE = new Language("zh-Hans");

    /** All of them, the one for everybody else first. */
    public static final List<Language> ALL = List.of(ENGLISH, CHINESE);

    private final String tag;
    private final Map<String, String> words;

    private Language(String tag) {
        this.tag = tag;
        this.words = read(tag + ".properties");
    }

    /** The language that a client wants most of those there are, by its Accept-Language field. */
    public static Language of(@Nullable String field) {
        for (Preference wanted : Preferences.of(field).wanted()) {
            String primary = wanted.value().split("-", 2)[0];
            if (wanted.weight() > 0 && primary.equals("zh")) {
                return CHINESE; // in whichever script: it is nearer than English
            } else if (wanted.weight() > 0 && primary.equals("en")) {
                return ENGLISH;
            }
        }
        return ENGLISH;
    }

    /** Its tag (BCP 47). */
    public String tag() {
        return tag;
    }

    /** A text by its key, with values in the places of {@code {0}}, {@code {1}} and so on. */
    public String word(String key, String... values) {
        String text = words.get(key);
        if (text == null) {
            throw new IllegalArgumentException("word: " + key + " (expected: one in " + tag + ".properties)");
        }
        return values.length == 0 ? text : filled(text, values);
    }

    /** All texts by their keys. */
    Map<String, String> words() {
        return words;
    }

    /** In one pass, so that a value with braces in it is no place for the next. */
    private static String filled(String text, String... values) {
        StringBuilder filled = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            boolean place = text.charAt(i) == '{' && i + 2 < text.length() && text.charAt(i + 2) == '}';
            if (place) {
                filled.append(values[text.charAt(i + 1) - '0']);
                i += 2;
            } else {
                filled.append(text.charAt(i));
            }
        }
        return filled.toString();
    }

    private static Map<String, String> read(String name) {
        Properties properties = new Properties();
        try (InputStream in = Language.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource: " + name + " is missing (expected: packed by the build)");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> words = new TreeMap<>();
        properties.forEach((key, text) -> words.put(key.toString(), text.toString()));
        return Map.copyOf(words);
    }
}
