package dev.skep.drone.checkout.git;

import dev.skep.drone.checkout.RemoteCheckoutsContract;

class GitRemoteCheckoutsTest extends RemoteCheckoutsContract {

    GitRemoteCheckoutsTest() {
        super(new GitVersionControl());
    }
}
