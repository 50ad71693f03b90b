package magpie.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that somebody may have meant. */
final class Names {
    private Names() {}

    /** The nearest name, if it is near: it has the same ending, or is a few edits away. */
    static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> endsAlike(given, name) || editDistance(given, name) <= Math.max(2, given.length() / 4))
                .min(Comparator.comparingInt((String name) -> editDistance(given, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code egg-count} for {@code nest.egg-count}, or the other way round. */
    private static boolean endsAlike(String one, String other) {
        return last(one).equals(last(other));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The edit distance, where swapping two neighbouring letters counts as one edit. */
    static int editDistance(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            int[] next = new int[other.length() + 1];
            for (int j = 0; j <= other.length(); j++) {
                next[j] = i == 0 || j == 0 ? i + j : step(one, other, i, j, row, next, before);
            }
            before = row;
            row = next;
        }
        return row[other.length()];
    }

    private static int step(String one, String other, int i, int j, int[] row, int[] next, int[] before) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(Math.min(row[j], next[j - 1]) + 1, row[j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, before[j - 2] + 1) : least;
    }
}
