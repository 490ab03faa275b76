package dev.skep.gateway.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is refused before it reaches any of our code, such as an address with tricks in it. */
@RestController
class ErrorController implements org.springframework.boot.webmvc.error.ErrorController {

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        var known = status == null ? HttpStatus.BAD_REQUEST : status;
        var document = ProblemDetail.forStatusAndDetail(known, "the request was refused: see its address and headers");
        document.setTitle(known.getReasonPhrase());
        document.setType(Problem.type(known.getReasonPhrase()));
        return ResponseEntity.status(known).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
    }
}
