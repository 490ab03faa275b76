package dev.skep.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.skep.message.WireFormat.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Pins the JSON of every message to a file in {@code wire}: what is there is what other processes rely on. */
class WireFormatTest {

    private static final JsonMapper JSON = new JsonMapper();
    /** What may be missing on the wire, at a message's top level. */
    private static final Set<String> OPTIONAL = Set.of("lease of an event", "name of job:cmd:start",
            "base64 of job:cmd:stderr", "base64 of job:stderr", "reason of job:done", "log of job:done",
            "branch of job:checkout", "command of job:info");

    static Stream<Class<?>> kinds() {
        return concrete(Message.class);
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(WireFormatTest::concrete)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsAndWritesWhatTheFileShows(Class<? extends Message> kind) {
        var file = file(kind);

        var message = WireFormat.decode(bytes(file));

        assertThat(message).isInstanceOf(kind);
        assertThat(JSON.readTree(WireFormat.encode(message))).isEqualTo(file);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void namesEachKindByItsType(Class<? extends Message> kind) {
        var json = new String(WireFormat.encode(WireFormat.decode(bytes(file(kind)))), StandardCharsets.UTF_8);

        assertThat(json).startsWith("{\"type\":\"" + WireFormat.typeOf(kind) + "\"");
        assertThat(json).doesNotContain("dev.skep").doesNotContain(kind.getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ignoresWhatANewerSenderAdds(Class<? extends Message> kind) {
        var file = file(kind);
        var newer = file.deepCopy().put("somethingNew", 1);

        assertThat(WireFormat.decode(bytes(newer))).isEqualTo(WireFormat.decode(bytes(file)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesAMessageThatLacksAProperty(Class<? extends Message> kind) {
        for (var property : file(kind).propertyNames()) {
            var shorter = file(kind).deepCopy();
            shorter.remove(property);
            if (mayLack(kind, property)) {
                assertThat(WireFormat.decode(bytes(shorter))).isInstanceOf(kind);
            } else {
                assertThatExceptionOfType(Unreadable.class).as("without %s", property)
                        .isThrownBy(() -> WireFormat.decode(bytes(shorter)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/job/repo/url", "/job/repo/auth/password/key", "/job/trigger/source/page",
            "/job/plugins/0/id",
            "/job/needs/vcs", "/running/0/lease", "/events/0/job", "/placement/candidates/0/drone"})
    void refusesAMessageWithAnIncompletePart(String path) {
        var whole = kinds().map(kind -> file(kind.asSubclass(Message.class)))
                .filter(file -> !file.at(path).isMissingNode()).findFirst().orElseThrow();
        var cut = path.lastIndexOf('/');
        ((ObjectNode) whole.at(path.substring(0, cut))).remove(path.substring(cut + 1));

        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> WireFormat.decode(bytes(whole)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a*", "#", "a/b", "$a", "a\u0000", "\n"})
    void refusesIdsThatTheBrokerOrTheStoreCouldNotKeepApart(String id) {
        for (var word : List.of(id, "x".repeat(101))) {
            assertRefused(file(JobEvent.Started.class).put("job", word));
            assertRefused(file(JobEvent.Started.class).put("lease", word));
            assertRefused(file(JobRun.class).put("lease", word));
            assertRefused(file(DroneInfo.class).put("drone", word));
            var job = file(QueueNew.class);
            ((ObjectNode) job.get("job")).put("id", word);
            assertRefused(job);
        }
    }

    private static void assertRefused(ObjectNode message) {
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> WireFormat.decode(bytes(message)))
                .withMessageContaining("1 to 100 characters");
    }

    private static boolean mayLack(Class<? extends Message> kind, String property) {
        return OPTIONAL.contains(property + " of " + WireFormat.typeOf(kind))
                || (JobEvent.class.isAssignableFrom(kind) && OPTIONAL.contains(property + " of an event"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"job:exploded\"}", "{}", "[]", "null", "\"job:done\"", "", "{\"type\":",
            "\u0000"})
    void refusesWhatIsNoMessage(String json) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> WireFormat.decode(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void carriesOutputThatIsNotUtf8() {
        var bytes = new byte[]{'c', 'a', 'f', (byte) 0xe9, 0, (byte) 0xff, '\n'};
        var event = new JobEvent.CommandStdout(stamp(), 1, Output.of(bytes, bytes.length, 0));

        var read = (JobEvent.Log) WireFormat.decode(WireFormat.encode(event));

        assertThat(read.output().bytes()).isEqualTo(bytes);
        assertThat(read).isEqualTo(event);
    }

    @Test
    void carriesOutputAsTextWhereItCan() {
        var bytes = "\u001b[1mB\u00e4r\u001b[0m \ud83d\udc1d\u0000\r\n".getBytes(StandardCharsets.UTF_8);
        var event = new JobEvent.CommandStderr(stamp(), 1, Output.of(bytes, bytes.length, 0));

        var read = (JobEvent.Log) WireFormat.decode(WireFormat.encode(event));

        assertThat(read.output().base64()).isNull();
        assertThat(read.output().bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T10:00:00.123Z", "2026-11-23T10:00:00Z"})
    void writesTimesAsIso8601InUtc(String time) {
        var event = new JobEvent.Started(new Stamp("1", 1, null, 2, Instant.parse(time)));

        assertThat(JSON.readTree(WireFormat.encode(event)).get("at").asString()).isEqualTo(time);
    }

    private static Stamp stamp() {
        return new Stamp("1", 1, "lease", 2, Instant.parse("2026-11-23T10:00:00Z"));
    }

    private static ObjectNode file(Class<? extends Message> kind) {
        var name = "/wire/" + WireFormat.typeOf(kind).replace(':', '-') + ".json";
        try (var file = WireFormatTest.class.getResourceAsStream(name)) {
            assertThat(file).as("the golden file %s", name).isNotNull();
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        return JSON.writeValueAsBytes(json);
    }
}
