package dev.skep.drone.docker;

import java.io.IOException;

import com.github.dockerjava.api.exception.DockerException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What an engine says when it refuses something, in its own words. */
final class EngineWords {

    private EngineWords() {}

    /** The words in the body of its answer. */
    static String in(String body) {
        var json = body.substring(Math.max(0, body.indexOf('{')));
        try {
            return JsonMapper.shared().readTree(json).path("message").asString(body).strip();
        } catch (JacksonException notJson) {
            return body.strip();
        }
    }

    /** What went wrong at the bottom of it: the client wraps what the network or the engine said. */
    static String of(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        return cause instanceof DockerException ? in(message) : message;
    }

    /** The failure as one of the machine. */
    static IOException asFailure(RuntimeException failure) {
        return new IOException("docker: " + of(failure), failure);
    }
}
