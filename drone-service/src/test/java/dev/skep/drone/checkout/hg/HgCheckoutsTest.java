package dev.skep.drone.checkout.hg;

import dev.skep.drone.checkout.CheckoutsContract;

class HgCheckoutsTest extends CheckoutsContract {

    HgCheckoutsTest() {
        super(new HgVersionControl());
    }
}
