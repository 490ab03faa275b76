package dev.skep.drone.checkout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RemoteUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "https://example.org/a/b.git | HTTPS | - | example.org | 443 | /a/b.git",
            "HTTP://example.org:8080/a%20b | HTTP | - | example.org | 8080 | /a%20b",
            "ssh://git@example.org/a%20b | SSH | git | example.org | 22 | /a b",
            "ssh://j%40x@example.org:2222/~/a | SSH | j@x | example.org | 2222 | /~/a",
            "git@example.org:a/b.git | SSH | git | example.org | 22 | a/b.git",
            "git@example.org:/a%20b | SSH | git | example.org | 22 | /a%20b",
            "example.org:a | SSH | - | example.org | 22 | a", "ssh://[::1]:2222/a | SSH | - | [::1] | 2222 | /a",
            "file:///a%20b/c d | FILE | - | | -1 | /a b/c d", "/a%20b | FILE | - | | -1 | /a%20b"})
    void takesAddressesApart(String text, RemoteUrl.Scheme scheme, String user, String host, int port, String path)
            throws Refusal {
        var url = RemoteUrl.parse(text);

        assertThat(url).extracting(RemoteUrl::scheme, RemoteUrl::user, RemoteUrl::portNumber, RemoteUrl::path)
                .containsExactly(scheme, user, port, path);
        assertThat(url.host()).isEqualTo(host == null ? "" : host);
    }

    @ParameterizedTest
    @CsvSource({"https://me:secret@example.org/a,https://example.org/a",
            "https://secret@example.org/a,https://example.org/a",
            "HTTP://a:secret@example.org:81/a,http://example.org:81/a", "git@example.org:a,git@example.org:a",
            "ssh://git@example.org:22/a,ssh://git@example.org:22/a"})
    void showsNoCredentials(String text, String shown) throws Refusal {
        assertThat(RemoteUrl.parse(text).shown()).isEqualTo(shown);
        assertThat(RemoteUrl.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/a/b,../c,https://example.org/a/c",
            "https://example.org/a/b/,./../c,https://example.org/a/c",
            "https://example.org/a/b,../../x/c,https://example.org/x/c",
            "https://example.org/a,./b,https://example.org/a/b", "https://example.org,./b,https://example.org/b",
            "git@example.org:a/b,../c,git@example.org:a/c", "git@example.org:a/b,../../c,git@example.org:c",
            "git@example.org:/a,../c,git@example.org:/c", "ssh://git@h:22/a/b,../c,ssh://git@h:22/a/c",
            "/a/b,../c,/a/c", "file:///a/b,../../c,file:///c"})
    void findsWhatLiesBeside(String base, String relative, String result) throws Refusal {
        assertThat(RemoteUrl.parse(base).resolve(relative).shown()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/a/b,../../../c", "https://example.org,../c", "ssh://git@h:22/,../c",
            "git@example.org:a,../../c", "/a,../../c"})
    void staysOnTheServer(String base, String relative) throws Refusal {
        var url = RemoteUrl.parse(base);

        assertThatThrownBy(() -> url.resolve(relative)).hasMessageContaining("leads out of " + base);
    }

    @Test
    void tellsServersApart() throws Refusal {
        var url = RemoteUrl.parse("https://example.org/a");

        assertThat(url.hasServerOf(RemoteUrl.parse("https://EXAMPLE.org:443/b"))).isTrue();
        assertThat(url.hasServerOf(RemoteUrl.parse("http://example.org/a"))).isFalse();
        assertThat(url.hasServerOf(RemoteUrl.parse("https://example.org:444/a"))).isFalse();
        assertThat(url.hasServerOf(RemoteUrl.parse("https://example.org.evil.org/a"))).isFalse();
        assertThat(url.hasServerOf(RemoteUrl.parse("ssh://example.org:443/a"))).isFalse();
    }
}
