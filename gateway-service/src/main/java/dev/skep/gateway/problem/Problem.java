package dev.skep.gateway.problem;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be served, with what the caller can do about it. Becomes a problem document whose {@code type} is
 * {@code urn:skep:problem:} and the kind's word.
 */
public final class Problem extends ErrorResponseException {

    private static final int RETRY_SECONDS = 5;

    /** The kinds of problem; their words are part of the API. */
    public enum Kind {
        /** No token, or a wrong one. */
        UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
        /** No project of that name. */
        UNKNOWN_PROJECT(HttpStatus.NOT_FOUND),
        /** No job of that id. */
        UNKNOWN_JOB(HttpStatus.NOT_FOUND),
        /** No drone of that id. */
        UNKNOWN_DRONE(HttpStatus.NOT_FOUND),
        /** A webhook that its sender did not sign as agreed. */
        BAD_SIGNATURE(HttpStatus.UNAUTHORIZED),
        /** The request is not what it should be. */
        INVALID(HttpStatus.BAD_REQUEST),
        /** It contradicts what was done before. */
        CONFLICT(HttpStatus.CONFLICT),
        /** More than is taken. */
        TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
        /** Well-formed, but this version cannot do it. */
        NOT_SUPPORTED(HttpStatus.UNPROCESSABLE_CONTENT),
        /** A part of a log that is not there. */
        RANGE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
        /** The store is away, or the broker where it is needed. */
        UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
        /** Our fault. */
        INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR);

        private final HttpStatus status;

        Kind(HttpStatus status) {
            this.status = status;
        }

        /** The HTTP status that goes with it. */
        public HttpStatus status() {
            return status;
        }

        private String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** A problem with this explanation, which says what to do. */
    public Problem(Kind kind, String detail) {
        this(kind, null, detail);
    }

    /** A problem with one field of the request. */
    public Problem(Kind kind, @Nullable String field, String detail) {
        super(kind.status, document(kind, field, detail), null);
        if (kind == Kind.UNAVAILABLE) {
            getHeaders().set(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        }
    }

    /** The problem document itself, where no exception can be thrown. */
    public static ProblemDetail document(Kind kind, @Nullable String field, String detail) {
        var document = ProblemDetail.forStatusAndDetail(kind.status, detail);
        document.setType(type(kind.title()));
        document.setTitle(kind.title());
        if (field != null) {
            document.setProperty("field", field);
        }
        return document;
    }

    static URI type(String title) {
        return URI.create("urn:skep:problem:" + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
}
