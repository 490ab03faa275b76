package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Refusal;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads which submodules a commit has: from the commit itself, since the working tree may hold a link in its place. */
final class Submodules {

    private Submodules() {}

    static List<Submodule> of(WorkTree workTree, ObjectId commit) throws Refusal, IOException {
        try (var repository = workTree.open(); var walk = new RevWalk(repository)) {
            var reader = walk.getObjectReader();
            var tree = walk.parseCommit(commit).getTree();
            var file = TreeWalk.forPath(reader, Constants.DOT_GIT_MODULES, tree);
            if (file == null || file.getFileMode(0).getObjectType() != Constants.OBJ_BLOB
                    || FileMode.SYMLINK.equals(file.getRawMode(0))) {
                return List.of();
            }
            return links(reader, tree, parse(reader.open(file.getObjectId(0)).getBytes()));
        }
    }

    private static Config parse(byte[] text) throws Refusal {
        var config = new Config();
        try {
            config.fromText(new String(text, StandardCharsets.UTF_8));
            return config;
        } catch (ConfigInvalidException e) {
            throw new Refusal(".gitmodules cannot be read (" + e.getMessage() + "): correct it", e);
        }
    }

    private static List<Submodule> links(ObjectReader reader, RevTree tree, Config modules)
            throws Refusal, IOException {
        var names = namesByPath(modules);
        var links = new ArrayList<Submodule>();
        try (var walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (FileMode.GITLINK.equals(walk.getRawMode(0))) {
                    var path = walk.getPathString();
                    var name = names.getOrDefault(path, "");
                    var url = modules.getString(ConfigConstants.CONFIG_SUBMODULE_SECTION, name,
                            ConfigConstants.CONFIG_KEY_URL);
                    var link = new Submodule(name, path, url == null ? "" : url, walk.getObjectId(0).name());
                    if (link.address().isEmpty()) {
                        throw link.refused("has no address in .gitmodules");
                    }
                    links.add(link);
                }
            }
        }
        return links;
    }

    private static Map<String, String> namesByPath(Config modules) {
        var names = new HashMap<String, String>();
        for (var name : modules.getSubsections(ConfigConstants.CONFIG_SUBMODULE_SECTION)) {
            var path = modules.getString(ConfigConstants.CONFIG_SUBMODULE_SECTION, name,
                    ConfigConstants.CONFIG_KEY_PATH);
            if (path != null) {
                names.put(path, name);
            }
        }
        return names;
    }
}
