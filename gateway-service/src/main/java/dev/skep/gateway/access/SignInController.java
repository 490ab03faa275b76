package dev.skep.gateway.access;

import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signs a browser in: with the admin token, or with a code that works once. */
@RestController
@RequestMapping("/sign-in")
class SignInController {

    private static final URI FORM = URI.create("/sign-in.html?failed");

    private final Tokens tokens;

    SignInController(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    ResponseEntity<Void> withCode(@RequestParam String code) {
        return answer(tokens.redeem(code));
    }

    @PostMapping
    ResponseEntity<Void> withToken(@RequestParam String token) {
        return answer(tokens.isAdmin(token.strip()));
    }

    private ResponseEntity<Void> answer(boolean good) {
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER);
        if (!good) {
            return answer.location(FORM).build();
        }
        var cookie = ResponseCookie.from(TokenFilter.COOKIE, tokens.newSession()).httpOnly(true).sameSite("Lax")
                .path("/").maxAge(Tokens.SESSION).build();
        return answer.location(URI.create("/")).header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
    }
}
