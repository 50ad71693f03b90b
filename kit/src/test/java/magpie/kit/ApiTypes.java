package magpie.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import magpie.api.Ids;

/** The types of the module api, independent of who offers or writes them. */
public final class ApiTypes {
    private ApiTypes() {}

    /** All contracts, and what several of them share. */
    public static List<Class<?>> contracts() throws IOException {
        return all().stream()
                .filter(type -> type.isInterface() && !type.isAnnotation() && !type.isSealed())
                .filter(type -> Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> Modifier.isAbstract(method.getModifiers())))
                .toList();
    }

    /** The events of each topic. */
    public static List<Class<?>> events() throws IOException {
        return all().stream().filter(Class::isSealed).toList();
    }

    /** All types of the module api, from its folder or its jar. */
    private static List<Class<?>> all() throws IOException {
        Path source = source();
        if (Files.isDirectory(source)) {
            return typesIn(source);
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return typesIn(jar.getPath("/"));
        }
    }

    private static Path source() {
        try {
            URI uri = Ids.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> typesIn(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .sorted()
                    .<Class<?>>map(file -> type(file.replace(".class", "").replace('/', '.')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }
}
