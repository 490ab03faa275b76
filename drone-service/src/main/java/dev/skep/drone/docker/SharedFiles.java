package dev.skep.drone.docker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A directory that the drone's user and a container's users share, and that the drone is to delete in the end.
 *
 * @param directory made by the drone
 */
record SharedFiles(Path directory) {

    private static final String OWNER = "unix:uid";
    private static final int ROOT = 0;
    private static final Set<PosixFilePermission> READ_AND_WRITE = EnumSet.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> EXECUTE = EnumSet.of(PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Lets everybody read and write all that is there, before others have been there. */
    void openToAll() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes)
                    throws IOException {
                open(entered);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    open(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void open(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        permissions.addAll(READ_AND_WRITE);
        if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
            permissions.addAll(EXECUTE);
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    /** Whether there is something that the drone may not be able to delete, as it is another's; root always can. */
    boolean haveForeignOwners() throws IOException {
        var owner = owner(directory);
        if (owner == ROOT) {
            return false;
        }
        var search = new Search(owner);
        Files.walkFileTree(directory, search);
        return search.found;
    }

    private static int owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, OWNER, LinkOption.NOFOLLOW_LINKS);
    }

    private static final class Search extends SimpleFileVisitor<Path> {

        private final int owner;
        private boolean found;

        Search(int owner) {
            this.owner = owner;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) throws IOException {
            return look(owner(entered) != owner);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            return look(owner(file) != owner);
        }

        /** The drone's own directories it could read. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return look(true);
        }

        private FileVisitResult look(boolean foreign) {
            found = foreign;
            return foreign ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
