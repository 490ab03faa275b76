package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.skep.drone.checkout.Programs;
import dev.skep.drone.checkout.TestRepository;

/** A Mercurial repository to check out from; its branches are bookmarks, of which {@code main} is the first. */
final class HgRepository implements TestRepository {

    private final Path directory;

    private HgRepository(Path directory) {
        this.directory = directory;
    }

    static HgRepository in(Path directory) throws IOException, InterruptedException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            hg(directory, "init");
            hg(directory, "bookmark", "main");
        }
        return new HgRepository(directory);
    }

    static String hg(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 1];
        command[0] = "hg";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Programs.run(directory, Map.of("HGRCPATH", "", "HGPLAIN", "1", "HGUSER", "a", "LC_ALL", "C.UTF-8"),
                command);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public String commitAll() throws IOException, InterruptedException {
        hg(directory, "commit", "--addremove", "--quiet", "--message", "change");
        return hg(directory, "log", "--rev=.", "--template={node}");
    }

    @Override
    public String commitUnwritten(String file) throws IOException, InterruptedException {
        var patch = Files.writeString(directory.resolve(".hg/patch"), """
                diff --git a/%1$s b/%1$s
                new file mode 100644
                --- /dev/null
                +++ b/%1$s
                @@ -0,0 +1,1 @@
                +x
                """.formatted(file));
        hg(directory, "import", "--quiet", "--bypass", "--message", "change", patch.toString());
        hg(directory, "bookmark", "--force", "--rev=tip", "main");
        return hg(directory, "log", "--rev=main", "--template={node}");
    }

    @Override
    public void switchTo(String branch) throws IOException, InterruptedException {
        var bookmarks = hg(directory, "bookmarks", "--template={bookmark}\n");
        if (bookmarks.lines().anyMatch(branch::equals)) {
            hg(directory, "update", "--quiet", branch);
        } else {
            hg(directory, "bookmark", branch);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
