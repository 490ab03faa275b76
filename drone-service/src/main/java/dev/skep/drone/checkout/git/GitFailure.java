package dev.skep.drone.checkout.git;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a repository that could not be read. */
final class GitFailure {

    private GitFailure() {}

    static Refusal explain(RemoteUrl url, TransportException failure) {
        var closed = closed(url, failure);
        return new Refusal(closed == null
                ? Refusals.unreadable(url, String.valueOf(failure.getMessage()))
                : closed, failure);
    }

    /** Why nothing at all can be read there; null when the failure may be due to what was asked for. */
    static @Nullable String closed(RemoteUrl url, TransportException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException e -> {
                    return Refusals.unknownHost(url);
                }
                case UnresolvedAddressException e -> {
                    return Refusals.unknownHost(url);
                }
                case ConnectException e -> {
                    return Refusals.unreachable(url, String.valueOf(e.getMessage()));
                }
                case NoRouteToHostException e -> {
                    return Refusals.unreachable(url, String.valueOf(e.getMessage()));
                }
                case InterruptedIOException e -> {
                    return Refusals.unreachable(url, "no answer for too long");
                }
                case SSLException e -> {
                    return Refusals.insecure(url, String.valueOf(e.getMessage()));
                }
                case NoRemoteRepositoryException e -> {
                    return Refusals.noRepository(url);
                }
                case SshException e when e
                        .getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE -> {
                    return Refusals.refusedAccess(url);
                }
                default -> {
                    // the cause may say more
                }
            }
        }
        return isRefused(failure) ? Refusals.refusedAccess(url) : null;
    }

    /** JGit has no type for it. */
    private static boolean isRefused(TransportException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("not authorized") || message.contains("authentication")
                || message.contains("not permitted");
    }
}
