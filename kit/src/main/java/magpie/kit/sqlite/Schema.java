package magpie.kit.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A store's schema as the list of scripts that build it. Forward only: a released script never changes, new ones go to
 * the end. The data file's {@code user_version} says how many were applied.
 */
public final class Schema {
    private static final String FRAME = "/magpie/kit/sqlite/frame-1.sql";

    private static final Pattern COMMENT = Pattern.compile("--.*");

    private final List<String> scripts;

    private Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /**
     * A schema from resources next to a class. The kit's own tables (clock, offsets, dead_letters) come first.
     *
     * @param names for example {@code "post-1.sql"}, oldest first
     */
    public static Schema of(Class<?> home, String... names) {
        List<String> scripts = new ArrayList<>();
        scripts.add(text(Schema.class, FRAME));
        for (String name : names) {
            scripts.add(text(home, name));
        }
        return new Schema(scripts);
    }

    int version() {
        return scripts.size();
    }

    List<String> statements(int version) {
        List<String> statements = new ArrayList<>();
        String script = COMMENT.matcher(scripts.get(version - 1)).replaceAll(""); // which may have semicolons
        for (String statement : script.split(";\\s*\\n", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement);
            }
        }
        return statements;
    }

    private static String text(Class<?> home, String name) {
        try (InputStream in = home.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "schema script: " + name + " (expected: a resource beside " + home + ")");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("schema script " + name, e);
        }
    }
}
