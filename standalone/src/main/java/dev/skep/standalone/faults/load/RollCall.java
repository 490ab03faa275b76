package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.skep.standalone.faults.site.Member.Role;
import dev.skep.standalone.faults.site.Site;
import tools.jackson.databind.JsonNode;

/** Whether every service is at its place: by its own word, by the others', and by the broker's. */
public final class RollCall {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Site site;
    private final Gateways gateways;

    /** Of this site. */
    public RollCall(Site site, Gateways gateways) {
        this.site = site;
        this.gateways = gateways;
    }

    /** Who is missing: nothing was heard of them since that moment. */
    public List<String> missing(Instant since) throws InterruptedException {
        var missing = new ArrayList<String>();
        for (var address : site.addresses()) {
            if (!gateways.answers(address)) {
                missing.add("the gateway at " + address + " does not answer");
            }
        }
        try {
            missing.addAll(missingConsumers());
            missing.addAll(missingDrones(since));
        } catch (IOException | TimeoutException nobodyAnswers) {
            missing.add(nobodyAnswers.toString());
        }
        return missing;
    }

    /** How many jobs more the drones but this one can run at once, as they say; 0 when nobody answers. */
    public int roomBeside(String drone) throws InterruptedException {
        try {
            var room = 0;
            for (JsonNode other : drones()) {
                if (!other.path("id").asString().equals(drone) && other.path("state").asString().equals("READY")) {
                    room += other.path("free").asInt() - other.path("waiting").asInt();
                }
            }
            return room;
        } catch (IOException nobodyAnswers) {
            return 0;
        }
    }

    private JsonNode drones() throws IOException, InterruptedException {
        return gateways.get("/api/v1/drones", PATIENCE).json().path("items");
    }

    private List<String> missingConsumers() throws IOException, TimeoutException {
        var names = site.topology();
        try (var connection = site.broker().connect("roll call"); var channel = connection.createChannel()) {
            var missing = new ArrayList<String>();
            // Of this one the broker counts only the consumer that is active; the other queen it does not mention.
            if (channel.queueDeclarePassive(names.jobsNew()).getConsumerCount() == 0) {
                missing.add("no queen takes jobs from " + names.jobsNew());
            }
            for (var queue : List.of(names.eventsStatus(), names.eventsLog())) {
                var takers = channel.queueDeclarePassive(queue).getConsumerCount();
                if (takers < site.size().gateways()) {
                    missing.add(takers + " gateways take events from " + queue);
                }
            }
            return missing;
        }
    }

    private List<String> missingDrones(Instant since) throws IOException, InterruptedException {
        var seen = new ArrayList<String>();
        for (JsonNode drone : drones()) {
            if (drone.path("state").asString().equals("READY")
                    && Instant.parse(drone.path("lastSeen").asString()).isAfter(since)) {
                seen.add(drone.path("id").asString());
            }
        }
        return site.members(Role.DRONE).stream().map(drone -> drone.name()).filter(drone -> !seen.contains(drone))
                .map(drone -> drone + " was not heard of").toList();
    }
}
