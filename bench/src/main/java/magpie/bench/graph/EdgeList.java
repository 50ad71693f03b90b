package magpie.bench.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a file of edges: two whole numbers a line, separated by blanks, tabs or commas; anything after them (a weight,
 * a time) is ignored, as are empty lines and comments ({@code #}, {@code %}, {@code //}). Users are numbered as they
 * appear.
 */
public final class EdgeList {
    private static final Pattern GAP = Pattern.compile("[\\s,;]+");

    private final Map<Long, Integer> numbers = new HashMap<>();
    private long[] edges = new long[1 << 16];
    private int count;

    private EdgeList() {}

    /** The meaning of a line {@code a b}. */
    public enum Meaning {
        /** Each follows the other. */
        BOTH,
        /** a follows b. */
        FIRST_FOLLOWS,
        /** b follows a. */
        SECOND_FOLLOWS;

        /** The default for a file: Facebook's friendships go both ways, otherwise the followed one is first. */
        public static Meaning of(Path file) {
            return file.getFileName().toString().startsWith("socfb") ? BOTH : SECOND_FOLLOWS;
        }
    }

    /** Reads a file; an {@link IOException} names the line that cannot be understood. */
    public static Graph read(Path file, Meaning meaning, long seed) throws IOException {
        EdgeList list = new EdgeList();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                list.line(line.strip(), meaning, file + ", line " + number);
            }
        }
        return Graph.of(
                file.getFileName().toString(), list.numbers.size(), Arrays.copyOf(list.edges, list.count), seed);
    }

    private void line(String line, Meaning meaning, String place) throws IOException {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("%") || line.startsWith("//")) {
            return;
        }
        String[] words = GAP.split(line, 3);
        if (words.length < 2) {
            throw new IOException(place + ": \"" + line + "\" (expected: two numbers).");
        }
        int first = user(words[0], place);
        int second = user(words[1], place);
        if (meaning != Meaning.SECOND_FOLLOWS) {
            add(Graph.edge(first, second));
        }
        if (meaning != Meaning.FIRST_FOLLOWS) {
            add(Graph.edge(second, first));
        }
    }

    private int user(String word, String place) throws IOException {
        try {
            Integer fresh = numbers.size();
            Integer known = numbers.putIfAbsent(Long.valueOf(word), fresh);
            return known == null ? fresh : known;
        } catch (NumberFormatException e) {
            throw new IOException(place + ": \"" + word + "\" (expected: a whole number).", e);
        }
    }

    private void add(long edge) {
        if (count == edges.length) {
            edges = Arrays.copyOf(edges, count * 2);
        }
        edges[count++] = edge;
    }
}
