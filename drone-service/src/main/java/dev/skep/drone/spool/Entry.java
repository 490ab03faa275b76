package dev.skep.drone.spool;

/**
 * One event, as it goes to the broker.
 *
 * @param seq the event's number
 * @param type its type, such as {@code job:done}
 * @param key the routing key
 * @param body the event as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Entry(long seq, String type, String key, byte[] body) {}
