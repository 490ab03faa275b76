package dev.skep.drone;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was put into it last: the oldest goes when there is more than so much. */
final class Latest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    Latest(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
