package dev.skep.drone.checkout.git;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import dev.skep.drone.checkout.Checkout.Failed;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.HttpRepositories;
import dev.skep.drone.checkout.RemoteCheckoutsContract;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Ref;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GitRemoteCheckoutsTest extends RemoteCheckoutsContract {

    GitRemoteCheckoutsTest() {
        super(new GitVersionControl());
    }

    @Test
    void tellsNoPasswordToAServerToWhichAnotherRedirects() throws Exception {
        var served = Files.createDirectories(directory.resolve("served"));
        try (var other = new HttpRepositories(new GitVersionControl(), served, "secret")) {
            var headers = new CopyOnWriteArrayList<String>();
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                headers.addAll(exchange.getRequestHeaders().keySet());
                exchange.getResponseHeaders().add("Location",
                        other.url("") + exchange.getRequestURI().toString().substring(1));
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            server.start();
            try {
                var source = new Source("http://127.0.0.1:" + server.getAddress().getPort() + "/origin",
                        new Credentials.Password("me", new Secret("secret")), false, null);

                assertThat(checkOut(source, Ref.DEFAULT, () -> false)).isInstanceOf(Failed.class);
                assertThat(headers).isNotEmpty();
                assertThat(other.users()).isEmpty();
            } finally {
                server.stop(0);
            }
        }
    }
}
