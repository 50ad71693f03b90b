package magpie.tests.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.kit.files.Folders;
import magpie.tests.Checkout;

/**
 * The data folder of a small instance in format 1, {@code data/v1.zip} among the resources. Until that format is released
 * {@link #main} may make it again; after that a later format gets a new file, and this one stays as it is. The signing
 * key in it has never been used elsewhere.
 */
final class V1DataFolder {
    private static final String RESOURCE = "data/v1.zip";
    private static final Path FILE =
            Checkout.root().resolve("tests/src/test/resources").resolve(RESOURCE);

    /** Belongs to a process and not to the data. */
    private static final Set<String> LEFT_OUT = Set.of("magpie.lock", "admin.json");

    private V1DataFolder() {}

    /** Creates the file. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("magpie-v1");
        try (ServerProcess instance = RealInstance.start(folder.resolve("data"))) {
            live(instance);
            instance.settle();
            instance.stop();
        }
        Files.createDirectories(FILE.getParent());
        pack(folder.resolve("data"));
        Folders.remove(folder);
        System.out.println(FILE + ": " + Files.size(FILE) + " bytes");
    }

    /** Unpacks it. */
    static Path unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream resource = V1DataFolder.class.getResourceAsStream("/" + RESOURCE);
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(resource, RESOURCE))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
        return folder;
    }

    /** Creates four people, one of whom has left. {@link DataFolderV1Test} says what must be visible of it. */
    private static void live(ServerProcess instance) {
        Person ada = Person.register(instance, "ada");
        Person ben = Person.register(instance, "ben");
        Person cleo = Person.register(instance, "cleo");
        Person dan = Person.register(instance, "dan");
        ada.send("PATCH", "/v1/me", Map.of("displayName", "Ada L.", "bio", "Counts birds."))
                .expect(200);
        ben.follows(ada);
        cleo.follows(ada);
        cleo.follows(ben);
        dan.follows(ada);
        ada.follows(cleo);
        ada.follows(ben);
        ada.unfollows(ben);

        String nest = ada.posts("A nest in the poplar #magpies @ben");
        ben.replies(nest, "How many eggs?");
        String wrong = ada.posts("They are crows");
        ada.posts("六個蛋 🪺");
        ada.deletes(wrong);
        String left = dan.posts("I shall leave");
        String ring = ben.posts("Found a ring");
        cleo.reposts(nest);
        cleo.likes(nest);
        ben.likes(nest);
        dan.likes(nest);
        ada.likes(left);
        cleo.likes(ring);
        cleo.delete("/v1/posts/" + ring + "/like").expect(200);
        ada.mutes(ben);
        cleo.blocks(dan);
        dan.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD)).expect(202);
    }

    private static void pack(Path folder) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(FILE));
                Stream<Path> files = Files.list(folder)) {
            List<Path> kept = files.filter(
                            file -> !LEFT_OUT.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            for (Path file : kept) {
                ZipEntry entry = new ZipEntry(file.getFileName().toString());
                entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
    }
}
