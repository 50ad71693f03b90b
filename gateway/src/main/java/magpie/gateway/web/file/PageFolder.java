package magpie.gateway.web.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import magpie.gateway.web.html.Template;
import magpie.kit.StartException;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the built web page, read once at the start: what lies in it later, or changes, is not served. A folder
 * that cannot be a page's (too large, with links out of it) is refused, so that a slip of the operator's shows nothing
 * to the world.
 */
public final class PageFolder {
    /** The most bytes of all files together. */
    static final int MOST_BYTES = 8 * 1_024 * 1_024;

    /** The page itself, which is filled in for each address and served under its own name nowhere. */
    private static final String PAGE = "index.html";

    private static final String HASHED = "assets/";
    private static final String BROTLI = ".br";
    private static final String GZIP = ".gz";
    private static final int MOST_FILES = 2_000;
    private static final int MOST_DEPTH = 4;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");

    /** What the server itself has at the top: a file or folder of that name could not be reached. */
    private static final Set<String> TAKEN = Set.of(
            "v1",
            "health",
            "openapi.yaml",
            "robots.txt",
            "tags",
            "search",
            "notifications",
            "settings",
            "about",
            "compose",
            "welcome");

    private final Path root;
    private final Map<String, byte[]> contents = new TreeMap<>();
    private long bytes;

    private PageFolder(Path root) {
        this.root = root;
    }

    /**
     * What is in the folder.
     *
     * @param template the page; null if there is none
     * @param files the other files by their paths, such as {@code assets/app-1f3a.js}
     */
    public record Contents(@Nullable Template template, Map<String, PageFile> files) {
        /** No page. */
        public static final Contents NONE = new Contents(null, Map.of());
    }

    /**
     * Reads a folder; null, or one that is not there or has no page, is no page.
     *
     * @throws StartException if it cannot be read, or cannot be a page's
     */
    public static Contents read(@Nullable Path folder) {
        if (folder == null || !Files.isRegularFile(folder.resolve(PAGE))) {
            return Contents.NONE;
        }
        try {
            PageFolder reading = new PageFolder(folder.toRealPath());
            reading.collect(reading.root, "", 0);
            return reading.contents();
        } catch (IOException e) {
            throw new StartException(folder + " cannot be read (" + e + ").", e);
        }
    }

    private void collect(Path folder, String prefix, int depth) throws IOException {
        if (depth > MOST_DEPTH) {
            throw new StartException(folder + " lies too deep (expected: the folder of the built web page).");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(".")) {
                    collect(entry, name, prefix, depth);
                }
            }
        }
    }

    private void collect(Path entry, String name, String prefix, int depth) throws IOException {
        if (!NAME.matcher(name).matches() || (depth == 0 && TAKEN.contains(name))) {
            throw new StartException(entry + " has a name that no address can have (expected: letters, digits, . _ ~ -"
                    + " and none of the server's own).");
        }
        if (!entry.toRealPath().startsWith(root)) {
            throw new StartException(entry + " leads out of the folder (expected: files in it).");
        }
        if (Files.isDirectory(entry)) {
            collect(entry, prefix + name + "/", depth + 1);
        } else if (Files.isRegularFile(entry)) {
            keep(entry, prefix + name);
        }
    }

    private void keep(Path file, String path) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) (MOST_BYTES - bytes) + 1);
            bytes += content.length;
            contents.put(path, content);
        }
        if (bytes > MOST_BYTES || contents.size() > MOST_FILES) {
            throw new StartException(root + " has more than " + MOST_BYTES / 1_024 / 1_024 + " MiB or " + MOST_FILES
                    + " files (expected: the folder of the built web page).");
        }
    }

    private Contents contents() {
        byte[] page = contents.get(PAGE);
        Map<String, PageFile> files = new TreeMap<>();
        contents.forEach((path, content) -> {
            if (!isForm(path) && !path.equals(PAGE)) {
                files.put(
                        path,
                        new PageFile(
                                path,
                                path.startsWith(HASHED),
                                content,
                                contents.get(path + BROTLI),
                                contents.get(path + GZIP)));
            }
        });
        Template template = page == null ? null : Template.of(new String(page, StandardCharsets.UTF_8));
        return new Contents(template, Map.copyOf(files));
    }

    /** Whether a file is only another form of the one beside it. */
    private boolean isForm(String path) {
        return (path.endsWith(BROTLI) && contents.containsKey(path.substring(0, path.length() - BROTLI.length())))
                || (path.endsWith(GZIP) && contents.containsKey(path.substring(0, path.length() - GZIP.length())));
    }
}
