package dev.skep.gateway.drone;

import java.security.Principal;
import java.util.List;

import dev.skep.gateway.drone.Drones.Seen;
import dev.skep.gateway.job.Jobs;
import dev.skep.message.DroneOrder;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drones by REST: what they say of themselves, what waits for them, and what they are told. */
@RestController
@RequestMapping("/api/v1/drones")
class DroneController {

    private final Drones drones;
    private final Jobs jobs;
    private final Orders orders;

    DroneController(Drones drones, Jobs jobs, Orders orders) {
        this.drones = drones;
        this.jobs = jobs;
        this.orders = orders;
    }

    record Page(List<DroneView> items, @Nullable String next) {}

    @GetMapping
    Page list() {
        return new Page(views(drones.all()), null);
    }

    @GetMapping("/{id}")
    DroneView get(@PathVariable String id) {
        return views(List.of(drones.get(id))).getFirst();
    }

    /** It finishes what it runs, and takes no more until it is resumed. */
    @PostMapping("/{id}/pause")
    ResponseEntity<DroneView> pause(@PathVariable String id, @Parameter(hidden = true) Principal user) {
        return give(id, new DroneOrder.Pause(user.getName()));
    }

    /** It takes jobs again. */
    @PostMapping("/{id}/resume")
    ResponseEntity<DroneView> resume(@PathVariable String id, @Parameter(hidden = true) Principal user) {
        return give(id, new DroneOrder.Resume(user.getName()));
    }

    /** It finishes what it runs, however long that takes, and leaves. */
    @PostMapping("/{id}/drain")
    ResponseEntity<DroneView> drain(@PathVariable String id, @Parameter(hidden = true) Principal user) {
        return give(id, new DroneOrder.Drain(user.getName()));
    }

    private ResponseEntity<DroneView> give(String id, DroneOrder order) {
        return ResponseEntity.accepted().body(views(List.of(orders.give(id, order))).getFirst());
    }

    private List<DroneView> views(List<Seen> seen) {
        var waiting = jobs.waitingByDrone();
        return seen.stream()
                .map(drone -> DroneView.of(drone.info(), waiting.getOrDefault(drone.info().drone(), 0L), drone.at()))
                .toList();
    }
}
