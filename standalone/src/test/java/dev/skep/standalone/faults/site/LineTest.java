package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LineTest {

    private static final int SHORT_MILLIS = 300;

    private ServerSocket echo;
    private Line line;

    /** Gives every byte back. */
    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        line = new Line(echo.getLocalPort());
    }

    private void serve() {
        try {
            while (true) {
                var socket = echo.accept();
                Thread.ofVirtual().start(() -> giveBack(socket));
            }
        } catch (IOException over) {
            assertThat(echo.isClosed()).isTrue();
        }
    }

    private static void giveBack(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException cut) {
            // That is what the tests do.
        }
    }

    @AfterEach
    void end() throws IOException {
        line.close();
        echo.close();
    }

    @Test
    void carriesBytesInBothDirections() throws IOException {
        try (var socket = connect()) {
            assertThat(sendAndReceive(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void swallowsBytesWhileItIsSilentAndDeliversThemAfterwards() throws IOException {
        try (var socket = connect()) {
            assertThat(sendAndReceive(socket, 1)).isEqualTo(1);
            line.silence();
            assertThatThrownBy(() -> sendAndReceive(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            try (var another = connect()) {
                assertThatThrownBy(() -> sendAndReceive(another, 3)).isInstanceOf(SocketTimeoutException.class);
                line.mend();
                assertThat(socket.getInputStream().read()).isEqualTo(2);
                assertThat(another.getInputStream().read()).isEqualTo(3);
            }
        }
    }

    @Test
    void resetsConnectionsWhileItRefusesThem() throws IOException {
        try (var socket = connect()) {
            assertThat(sendAndReceive(socket, 1)).isEqualTo(1);
            line.refuse();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThatThrownBy(() -> {
            try (var socket = connect()) {
                assertThat(sendAndReceive(socket, 2)).isNotEqualTo(2);
                throw new IOException("closed");
            }
        }).isInstanceOf(IOException.class).isNotInstanceOf(SocketTimeoutException.class);
        line.mend();
        try (var socket = connect()) {
            assertThat(sendAndReceive(socket, 3)).isEqualTo(3);
        }
    }

    @Test
    void leadsElsewhereWhenTold() throws IOException {
        try (var other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            line.lead(other.getLocalPort());
            try (var socket = connect(); var arrived = other.accept()) {
                socket.getOutputStream().write(9);
                assertThat(arrived.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
        socket.setSoTimeout(SHORT_MILLIS);
        return socket;
    }

    private static int sendAndReceive(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }
}
