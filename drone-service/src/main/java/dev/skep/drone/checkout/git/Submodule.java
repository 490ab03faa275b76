package dev.skep.drone.checkout.git;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.RemoteUrl.Scheme;
import dev.skep.drone.checkout.Source;
import dev.skep.message.Ref;

/**
 * A repository within a repository. All of it comes from the repository and may be meant to do harm.
 *
 * @param name what it is called in {@code .gitmodules}
 * @param path where it belongs in the working tree
 * @param address its address, as it is written
 * @param commit the commit, as full hex
 */
record Submodule(String name, String path, String address, String commit) {

    /** Where its files go: a directory that is in the working tree indeed, and not behind a link. */
    Path within(Path tree) throws Refusal {
        var directory = tree;
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.equalsIgnoreCase(".git")) {
                throw refused("has a path that leads elsewhere");
            }
            directory = directory.resolve(part);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw refused("has a path that leads elsewhere");
            }
        }
        return directory;
    }

    /** What to check out, given from where the repository around it comes. */
    Source source(RemoteUrl parent, Source ofParent) throws Refusal {
        var url = url(parent);
        var sameServer = url.hasServerOf(parent);
        if (url.scheme() == Scheme.FILE && !sameServer) {
            throw refused("is a directory of the drone's machine");
        }
        return new Source(url.shown(), sameServer ? url.given(ofParent.credentials()) : url.embedded(), true,
                ofParent.depth());
    }

    private RemoteUrl url(RemoteUrl parent) throws Refusal {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused("has control characters in its name");
        }
        return address.startsWith("./") || address.startsWith("../")
                ? parent.resolve(address)
                : RemoteUrl.parse(address);
    }

    Ref ref() {
        return new Ref(null, commit, null);
    }

    Refusal refused(String why) {
        return new Refusal("submodule " + path + " " + why + ": correct it in .gitmodules, or check out without"
                + " submodules");
    }
}
