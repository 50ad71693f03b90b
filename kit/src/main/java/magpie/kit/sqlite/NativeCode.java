package magpie.kit.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import magpie.kit.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite, which is native code: the driver unpacks it into a file and loads that. Where the temporary folder
 * allows no executable files (mounted {@code noexec}, as on hardened machines), the folder of the store may.
 */
final class NativeCode {
    private static final Logger log = LoggerFactory.getLogger(NativeCode.class);

    /** The driver's own setting for the folder. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    /** The driver's setting for a library that is unpacked already. */
    private static final String UNPACKED = "org.sqlite.lib.path";

    /** Of Linux: device, folder, kind and options of each mount, a line each. */
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private static final Pattern OPTION = Pattern.compile(",");
    private static boolean loaded;

    private NativeCode() {}

    /**
     * Loads it, once per process.
     *
     * @param data the folder of the store, which exists
     * @throws StartException with what to do, if no folder works; that says nothing about the store
     */
    static synchronized void load(Path data) {
        if (loaded || System.getProperty(UNPACKED) != null) {
            return;
        }
        String named = System.getProperty(FOLDER);
        List<Path> places = named == null
                ? List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), data)
                : List.of(Path.of(named));
        loaded = places.stream().anyMatch(place -> !isNoExec(place) && runsFrom(place));
        if (!loaded) {
            System.clearProperty(FOLDER);
            throw new StartException("SQLite, which is native code, can be run from no folder here (tried: "
                    + String.join(", ", told(places)) + "). Nothing is wrong with the data. Name a folder from which"
                    + " programs may run: MAGPIE_JAVA_OPTS=-D" + FOLDER + "=FOLDER.");
        }
    }

    private static List<String> told(List<Path> places) {
        List<String> told = new ArrayList<>();
        places.forEach(place -> told.add(place + (isNoExec(place) ? ", mounted noexec" : "")));
        return told;
    }

    private static boolean runsFrom(Path place) {
        System.setProperty(FOLDER, place.toString());
        try {
            return SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // it declares no less
            log.debug("SQLite does not run from {}", place, e);
            return false;
        }
    }

    /** Whether a folder is on a noexec mount; unknown, so false, on systems other than Linux. */
    private static boolean isNoExec(Path place) {
        try {
            Path real = place.toRealPath();
            try (Stream<String> mounts = Files.lines(MOUNTS)) {
                return mounts.map(line -> line.split(" ", -1))
                        .filter(mount -> mount.length > 3 && real.startsWith(plain(mount[1])))
                        .max(Comparator.comparingInt(mount -> mount[1].length()))
                        .filter(mount -> OPTION.splitAsStream(mount[3]).anyMatch("noexec"::equals))
                        .isPresent();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Decodes white space in a folder's name, which is written in octal. */
    private static String plain(String folder) {
        return folder.replace("\\040", " ").replace("\\011", "\t");
    }
}
