package dev.skep.gateway.drone;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drones by REST. */
@RestController
@RequestMapping("/api/v1/drones")
class DroneController {

    private final Drones drones;

    DroneController(Drones drones) {
        this.drones = drones;
    }

    record Page(List<Drones.View> items, @Nullable String next) {}

    @GetMapping
    Page list() {
        return new Page(drones.all(), null);
    }
}
