package dev.skep.gateway.access;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Knows a caller by a bearer token, or a browser by its session cookie. A cookie alone may only read: to change something,
 * a page must send a header with it that no page of another site can send, so that none can make a browser change anything
 * here.
 */
final class TokenFilter extends OncePerRequestFilter {

    static final String COOKIE = "skep_session";
    /** Browsers ask before they send such a header to another site, and are not answered. */
    private static final String OWN_PAGE = "X-Skep-Page";
    private static final String BEARER = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hasToken(request.getHeader(HttpHeaders.AUTHORIZATION)) || hasSession(request)) {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("admin", null,
                    AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private boolean hasToken(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && tokens.isAdmin(header.substring(BEARER.length()).strip());
    }

    private boolean hasSession(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null && (READING.contains(request.getMethod()) || request.getHeader(OWN_PAGE) != null)
                && tokens.isSession(cookie.getValue());
    }
}
