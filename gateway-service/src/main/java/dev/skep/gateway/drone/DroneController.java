package dev.skep.gateway.drone;

import java.util.List;

import dev.skep.gateway.drone.Drones.Seen;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drones by REST: what they say of themselves, and what waits for them. */
@RestController
@RequestMapping("/api/v1/drones")
class DroneController {

    private final Drones drones;
    private final Jobs jobs;

    DroneController(Drones drones, Jobs jobs) {
        this.drones = drones;
        this.jobs = jobs;
    }

    record Page(List<DroneView> items, @Nullable String next) {}

    @GetMapping
    Page list() {
        return new Page(views(drones.all()), null);
    }

    @GetMapping("/{id}")
    DroneView get(@PathVariable String id) {
        var found = drones.all().stream().filter(drone -> drone.info().drone().equals(id)).toList();
        if (found.isEmpty()) {
            throw new Problem(Problem.Kind.UNKNOWN_DRONE, "id",
                    "no drone " + id + " was heard of lately: GET /api/v1/drones lists those that were");
        }
        return views(found).getFirst();
    }

    private List<DroneView> views(List<Seen> seen) {
        var waiting = jobs.waitingByDrone();
        return seen.stream()
                .map(drone -> DroneView.of(drone.info(), waiting.getOrDefault(drone.info().drone(), 0L), drone.at()))
                .toList();
    }
}
