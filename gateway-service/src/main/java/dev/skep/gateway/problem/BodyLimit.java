package dev.skep.gateway.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Takes JSON of at most {@value #MOST_BYTES} bytes, whether or not the sender says how long it is. */
@RestControllerAdvice
public final class BodyLimit extends RequestBodyAdviceAdapter {

    private static final int MOST_BYTES = 1024 * 1024;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, @Nullable MethodParameter parameter, Type type,
            @Nullable Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        return new Body(message.getHeaders(), new ByteArrayInputStream(read(message.getBody(), MOST_BYTES)));
    }

    /**
     * Reads a body to its end.
     *
     * @param most how many bytes it may have
     * @throws Problem when it has more
     */
    public static byte[] read(InputStream body, int most) throws IOException {
        var bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Problem(Problem.Kind.TOO_LARGE, "the body takes at most " + most + " bytes");
        }
        return bytes;
    }

    private record Body(HttpHeaders getHeaders, InputStream getBody) implements HttpInputMessage {}
}
