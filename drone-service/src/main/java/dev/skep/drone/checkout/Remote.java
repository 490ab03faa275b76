package dev.skep.drone.checkout;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;

/** Says what is wrong with a repository that could not be read. */
final class Remote {

    private Remote() {}

    static Refusal explain(RemoteUrl url, TransportException failure) {
        return new Refusal(sentence(url, failure), failure);
    }

    private static String sentence(RemoteUrl url, TransportException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException e -> {
                    return "the host " + url.host() + " is not known: check the project's repository address";
                }
                case ConnectException e -> {
                    return unreachable(url, e);
                }
                case NoRouteToHostException e -> {
                    return unreachable(url, e);
                }
                case SocketTimeoutException e -> {
                    return unreachable(url, e);
                }
                case SSLException e -> {
                    return "no secure connection to " + url.shown() + " could be made (" + e.getMessage()
                            + "): check the server's certificate";
                }
                case NoRemoteRepositoryException e -> {
                    return "there is no repository at " + url.shown()
                            + ", or not for this drone: check the project's repository address";
                }
                default -> {
                    // the cause may say more
                }
            }
        }
        return isRefused(failure)
                ? url.shown() + " refused access: check the project's credentials"
                : url.shown() + " could not be read: " + withoutSecrets(url, failure);
    }

    private static String unreachable(RemoteUrl url, Exception e) {
        return url.shown() + " cannot be reached (" + e.getMessage()
                + "): check the address, and that the server is up";
    }

    /** JGit has no type for it. */
    private static boolean isRefused(TransportException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("not authorized") || message.contains("authentication")
                || message.contains("not permitted");
    }

    private static String withoutSecrets(RemoteUrl url, TransportException failure) {
        return String.valueOf(failure.getMessage()).replace(url.uri().toPrivateString(), url.shown());
    }
}
