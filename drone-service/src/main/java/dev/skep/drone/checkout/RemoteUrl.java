package dev.skep.drone.checkout;

import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jgit.transport.URIish;

/**
 * The address of a repository.
 *
 * @param uri the address, with credentials where it holds some
 * @param shown the address without them, as it may be shown and stored
 */
record RemoteUrl(URIish uri, String shown) {

    private static final Set<String> SCHEMES = Set.of("file", "http", "https");

    static RemoteUrl parse(String url) throws Refusal {
        try {
            var uri = new URIish(url);
            var shown = uri.setUser(null).setPass(null).toString();
            var isPath = uri.getScheme() == null && !uri.isRemote();
            if (!isPath && (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)))) {
                throw new Refusal("this drone cannot check out from " + shown
                        + ": give the project an address with https, http or file, or a path");
            }
            return new RemoteUrl(uri, shown);
        } catch (URISyntaxException e) {
            throw new Refusal("the repository's address is no URL that git knows: correct it in the project", e);
        }
    }

    String host() {
        return String.valueOf(uri.getHost());
    }
}
