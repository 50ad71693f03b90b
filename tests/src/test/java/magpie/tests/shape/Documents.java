package magpie.tests.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the document tests need from this checkout. */
final class Documents {
    private static final Path ROOT = root();

    private Documents() {}

    /** A document: its path from the root, and its text. */
    record Document(Path path, String text) {
        /** Finds the first group of a pattern. */
        Stream<String> find(Pattern pattern) {
            return pattern.matcher(text).results().map(found -> found.group(1));
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    static Path path(String fromRoot) {
        return ROOT.resolve(fromRoot);
    }

    static boolean has(Path fromRoot) {
        return Files.exists(ROOT.resolve(fromRoot));
    }

    static String read(String fromRoot) {
        try {
            return Files.readString(path(fromRoot));
        } catch (IOException e) {
            throw new UncheckedIOException(fromRoot, e);
        }
    }

    /** Every Markdown file, except in the sources. */
    static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/adr")) {
            files(folder, 1, ".md").forEach(file -> documents.add(new Document(file, read(file.toString()))));
        }
        return documents;
    }

    /** The results of benchmark and chaos runs that are in the repository. */
    static List<Path> results() {
        try {
            Process listing = new ProcessBuilder("git", "ls-files", "bench/results", "chaos/results")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String files = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return files.lines().map(Path::of).filter(Documents::has).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("git ls-files", e);
        }
    }

    /** The folders of the modules in the root pom. */
    static List<String> modules() {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(read("pom.xml"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The text of every Java file of the program. */
    static List<String> programSources() {
        return modules().stream()
                .flatMap(module -> files(module + "/src/main/java", Integer.MAX_VALUE, ".java").stream())
                .map(file -> read(file.toString()))
                .toList();
    }

    /** Every Java file of the tests. */
    static List<Document> testSources() {
        return modules().stream()
                .flatMap(module -> files(module + "/src/test/java", Integer.MAX_VALUE, ".java").stream())
                .map(file -> new Document(file, read(file.toString())))
                .toList();
    }

    /** Every Java file of the program. */
    static List<Document> mainSources() {
        return modules().stream()
                .flatMap(module -> files(module + "/src/main/java", Integer.MAX_VALUE, ".java").stream())
                .map(file -> new Document(file, read(file.toString())))
                .toList();
    }

    /** The names of all types, nested ones too, in the program and its tests. */
    static List<String> typeNames() {
        Pattern type = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
        return modules().stream()
                .flatMap(module -> files(module + "/src", Integer.MAX_VALUE, ".java").stream())
                .flatMap(file -> new Document(file, read(file.toString())).find(type))
                .distinct()
                .toList();
    }

    private static List<Path> files(String folder, int depth, String end) {
        if (!Files.isDirectory(path(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path(folder), depth)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder, e);
        }
    }

    /** Tests run in their module's folder or in the root, depending on the build. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("magpie")) || !Files.isDirectory(folder.resolve("api"))) {
            folder = java.util.Objects.requireNonNull(folder.getParent(), "no checkout above the working folder");
        }
        return folder;
    }
}
