/**
 * The broker as all services use it: its names in {@link dev.skep.broker.Topology}, connections that come back in
 * {@link dev.skep.broker.BrokerLink}, and publishing that knows what arrived in
 * {@link dev.skep.broker.ConfirmedPublisher}. Plain amqp-client; works alike on RabbitMQ 3.10 to 4.x and on the embedded
 * broker.
 */
@NullMarked
package dev.skep.broker;

import org.jspecify.annotations.NullMarked;
