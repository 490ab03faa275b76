package dev.skep.drone.checkout.hg;

import dev.skep.drone.checkout.RemoteCheckoutsContract;

class HgRemoteCheckoutsTest extends RemoteCheckoutsContract {

    HgRemoteCheckoutsTest() {
        super(new HgVersionControl());
    }
}
