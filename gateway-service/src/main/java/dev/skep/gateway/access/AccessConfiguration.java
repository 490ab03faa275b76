package dev.skep.gateway.access;

import java.io.IOException;

import dev.skep.gateway.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may ask for what: data only for who has a token or is signed in; pages hold no data and are open, as are health and
 * the webhooks, which are signed.
 */
@Configuration
class AccessConfiguration {

    private static final String CONTENT_POLICY = "default-src 'self'; object-src 'none';"
            + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    @Bean
    SecurityFilterChain access(HttpSecurity http, Tokens tokens, JsonMapper json) {
        return http.csrf(AbstractHttpConfigurer::disable) // see TokenFilter: a cookie alone changes nothing
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)))
                .addFilterBefore(new TokenFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll().requestMatchers("/api/**", "/actuator/prometheus", "/v3/**")
                        .authenticated()
                        .requestMatchers("/actuator/health/**", "/hooks/**").permitAll().requestMatchers("/actuator/**")
                        .denyAll().anyRequest().permitAll())
                .exceptionHandling(refusal -> refusal
                        .authenticationEntryPoint((request, response, e) -> unauthenticated(response, json)))
                .build();
    }

    private static void unauthenticated(HttpServletResponse response, JsonMapper json) throws IOException {
        var document = Problem.document(Problem.Kind.UNAUTHENTICATED, null,
                "send Authorization: Bearer TOKEN with the admin token; in a browser, sign in at /sign-in.html");
        response.setStatus(document.getStatus());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write(json.writeValueAsString(document));
    }
}
