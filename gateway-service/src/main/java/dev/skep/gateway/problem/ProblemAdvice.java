package dev.skep.gateway.problem;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error as a problem document that names the field and what to do. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var cause = e.getCause();
        if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
            return answer(Problem.document(Problem.Kind.INVALID, path(wrong), path(wrong) + " " + whatIsWrong(wrong)));
        }
        if (cause instanceof DatabindException) {
            return answer(
                    Problem.document(Problem.Kind.INVALID, null, "the body is not what it should be: send an object"));
        }
        var detail = cause instanceof JacksonException json
                ? "the body is not valid JSON: " + json.getOriginalMessage() + " (line "
                        + json.getLocation().getLineNr() + ")"
                : "the body is missing or cannot be read: send JSON with Content-Type: application/json";
        return answer(Problem.document(Problem.Kind.INVALID, null, detail));
    }

    private static String whatIsWrong(DatabindException wrong) {
        return switch (wrong) {
            case UnrecognizedPropertyException unknown ->
                "is not known here; known are " + String.join(", ", names(unknown.getKnownPropertyIds()));
            case InvalidFormatException value when value.getTargetType().isEnum() ->
                "takes one of " + String.join(", ", names(List.of(value.getTargetType().getEnumConstants())));
            case InvalidTypeIdException kind -> "takes a type of " + String.join(", ", kinds(kind.getBaseType()));
            case MismatchedInputException value when value.getTargetType() != null ->
                "takes " + kind(value.getTargetType());
            default -> "cannot be read";
        };
    }

    private static List<String> kinds(JavaType type) {
        var kinds = type.getRawClass().getPermittedSubclasses();
        return kinds == null
                ? List.of()
                : Stream.of(kinds).map(kind -> kind.getAnnotation(JsonTypeName.class).value()).sorted().toList();
    }

    private static String kind(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static List<String> names(Collection<?> values) {
        return values.stream().map(value -> value instanceof Vcs vcs ? vcs.word() : value.toString()).sorted().toList();
    }

    private static String path(DatabindException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var error = e.getBindingResult().getFieldError();
        var field = error == null ? null : error.getField();
        var detail = error == null ? "the request is not valid" : field + " " + error.getDefaultMessage();
        return answer(Problem.document(Problem.Kind.INVALID, field, detail));
    }

    @ExceptionHandler
    ResponseEntity<Object> on(MethodArgumentTypeMismatchException e) {
        return answer(Problem.document(Problem.Kind.INVALID, e.getName(),
                e.getName() + " cannot be " + e.getValue() + ": it takes " + whatFits(e.getRequiredType())));
    }

    private static String whatFits(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return "one of " + String.join(", ", names(List.of(type.getEnumConstants())));
        }
        return type == Instant.class ? "a time such as 2026-11-23T10:00:00Z" : type == null ? "another" : kind(type);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(DataAccessResourceFailureException e) {
        log.warn("The store cannot be reached: {}", e.getMessage());
        var problem = new Problem(Problem.Kind.UNAVAILABLE, "the store cannot be reached: try again in a moment");
        return ResponseEntity.status(problem.getStatusCode()).headers(problem.getHeaders()).body(problem.getBody());
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Exception e) {
        log.error("A request failed", e);
        return answer(Problem.document(Problem.Kind.INTERNAL, null,
                "something went wrong here; the gateway's log says what"));
    }

    /** The framework's own refusals get a type too. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail document && document.getTitle() != null
                && (document.getType() == null || document.getType().toString().equals("about:blank"))) {
            document.setType(Problem.type(document.getTitle()));
        }
        return new ResponseEntity<>(body, headers, status);
    }

    private static ResponseEntity<Object> answer(ProblemDetail document) {
        return ResponseEntity.status(document.getStatus()).body(document);
    }
}
