package magpie.app.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;

/** The words of the cast, from {@code cast.properties}. */
final class Phrases {
    private final Properties lines = new Properties();

    private Phrases() {}

    static Phrases load() {
        Phrases phrases = new Phrases();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Phrases.class.getResourceAsStream("cast.properties"), "cast.properties"),
                StandardCharsets.UTF_8)) {
            phrases.lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return phrases;
    }

    List<String> languages() {
        return all("languages");
    }

    /** Every phrase of a kind in a language, in the file's order. */
    List<String> all(String language, String kind) {
        return all(language + "." + kind);
    }

    /** One phrase of a kind in a language. */
    String any(String language, String kind, Random random) {
        List<String> all = all(language, kind);
        return all.get(random.nextInt(all.size()));
    }

    /** Whether the family name comes first. */
    boolean familyFirst(String language) {
        return "family".equals(lines.getProperty(language + ".order"));
    }

    /** A phrase with its placeholders filled for a person. */
    String filled(String phrase, Person person, Random random) {
        return phrase.replace("{topic}", person.topic())
                .replace("{tag}", "#" + person.topic())
                .replace("{place}", any(person.language(), "places", random))
                .replace("{n}", Integer.toString(2 + random.nextInt(28)));
    }

    private List<String> all(String key) {
        String line = Objects.requireNonNull(lines.getProperty(key), key);
        return Arrays.asList(line.split("\\s*\\|\\s*", -1));
    }
}
