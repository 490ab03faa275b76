package dev.skep.queen;

import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The queen as a process of its own, or as a part of another. Nothing but what she needs is configured. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableRabbit
@EnableScheduling
@EnableConfigurationProperties(QueenProperties.class)
public class QueenApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** The application, ready to run. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(QueenApplication.class).web(WebApplicationType.NONE)
                .properties("spring.config.name=queen");
    }
}
