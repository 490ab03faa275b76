package dev.skep.drone.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

import com.github.dockerjava.transport.SSLConfig;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the engine.
 *
 * @param endOutput ends what goes out, and leaves what comes in
 */
record Line(InputStream input, OutputStream output, Closeable endOutput, Closeable connection) {

    private static final String UNIX = "unix";

    /** @param host {@code unix:///path} or {@code tcp://host:port} */
    static Line to(URI host, @Nullable SSLConfig tls) throws IOException {
        if (UNIX.equals(host.getScheme())) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(host.getPath()));
            return new Line(Channels.newInputStream(channel), Channels.newOutputStream(channel),
                    channel::shutdownOutput, channel);
        }
        var socket = tls == null
                ? new Socket(host.getHost(), host.getPort())
                : secured(tls, host);
        return new Line(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
    }

    private static Socket secured(SSLConfig tls, URI host) throws IOException {
        try {
            return tls.getSSLContext().getSocketFactory().createSocket(host.getHost(), host.getPort());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // whatever is wrong with the certificates
            throw new IOException(e);
        }
    }
}
