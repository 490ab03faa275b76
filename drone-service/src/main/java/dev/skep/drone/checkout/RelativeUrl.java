package dev.skep.drone.checkout;

/** Finds what lies beside a repository, the way git does: step by step up its address, and down again. */
final class RelativeUrl {

    private static final String UP = "../";
    private static final String HERE = "./";

    private RelativeUrl() {}

    static RemoteUrl resolve(RemoteUrl base, String relative) throws Refusal {
        var shown = base.shown();
        var first = pathStart(shown);
        var path = withoutEnd(shown.substring(first));
        var rest = relative;
        while (rest.startsWith(UP) || rest.startsWith(HERE)) {
            if (rest.startsWith(UP)) {
                path = parent(path, base, relative);
                rest = rest.substring(UP.length());
            } else {
                rest = rest.substring(HERE.length());
            }
        }
        var start = path.isEmpty() && isShortSsh(shown, first) ? "" : path + "/";
        return RemoteUrl.parse(shown.substring(0, first) + start + rest);
    }

    private static int pathStart(String shown) {
        var authority = shown.indexOf("://");
        if (authority >= 0) {
            var slash = shown.indexOf('/', authority + "://".length());
            return slash < 0 ? shown.length() : slash;
        }
        return shown.startsWith("/") ? 0 : shown.indexOf(':') + 1;
    }

    /** Whether the path may go without a slash, as in {@code user@host:path}. */
    private static boolean isShortSsh(String shown, int pathStart) {
        return !shown.contains("://") && !shown.startsWith("/", pathStart);
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? withoutEnd(path.substring(0, path.length() - 1)) : path;
    }

    private static String parent(String path, RemoteUrl base, String relative) throws Refusal {
        if (path.isEmpty()) {
            throw new Refusal("\"" + relative + "\" leads out of " + base.shown() + ": correct it in .gitmodules");
        }
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
