package dev.skep.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a private RabbitMQ node keeps: its settings, data and logs, under one directory that only its owner can read.
 *
 * @param root the directory, absolute
 */
record NodeDirectory(Path root) {

    private static final int TAIL_LINES = 40;

    static NodeDirectory make(Path dir) throws IOException {
        var root = dir.toAbsolutePath();
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        return new NodeDirectory(root);
    }

    /** The password of the node's user: chosen once, because the node's data keeps it. */
    String password() throws IOException {
        var file = root.resolve("password");
        if (Files.notExists(file)) {
            Files.writeString(file, Password.random());
        }
        return Files.readString(file);
    }

    void writeSettings(NodePorts ports, String password) throws IOException {
        Files.createDirectories(root.resolve("home"));
        Files.writeString(root.resolve("env.conf"), "");
        Files.writeString(root.resolve("enabled_plugins"), "[].\n");
        Files.writeString(root.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                default_user = skep
                default_pass = %s
                log.console = false
                vm_memory_high_watermark.absolute = 512MiB
                disk_free_limit.absolute = 50MB
                """.formatted(ports.amqp(), password));
    }

    Map<String, String> environment(NodePorts ports) {
        return Map.ofEntries(Map.entry("HOME", at("home")), Map.entry("LANG", "C.UTF-8"),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(ports.mapper())),
                Map.entry("RABBITMQ_NODENAME", "skep@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution())),
                Map.entry("RABBITMQ_MNESIA_BASE", at("data")), Map.entry("RABBITMQ_LOG_BASE", at("log")),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", at("generated")),
                Map.entry("RABBITMQ_CONFIG_FILE", at("rabbitmq.conf")),
                Map.entry("RABBITMQ_CONF_ENV_FILE", at("env.conf")),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", at("enabled_plugins")),
                Map.entry("RABBITMQ_PID_FILE", at("pid")),
                Map.entry("RABBITMQ_SERVER_ERL_ARGS", "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    Path output() {
        return root.resolve("output");
    }

    /** The node's process, as the operating system numbers it. */
    long pid() throws IOException {
        return Long.parseLong(Files.readString(root.resolve("pid")).strip());
    }

    /** The last lines of what the node wrote, for people. */
    String tail() throws IOException {
        try (var logs = Files.isDirectory(root.resolve("log")) ? Files.list(root.resolve("log")) : Stream.<Path>of()) {
            var files = Stream.concat(Stream.of(output()), logs.sorted()).toList();
            var text = new StringBuilder();
            for (var file : files) {
                text.append(file).append(":\n");
                last(Files.readAllLines(file)).forEach(line -> text.append("  ").append(line).append('\n'));
            }
            return text.toString();
        }
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    }

    private String at(String name) {
        return root.resolve(name).toString();
    }
}
