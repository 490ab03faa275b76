package dev.skep.drone.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Compiles plugins and packs them as their authors would. */
public final class PluginJar {

    private PluginJar() {}

    /**
     * Writes a jar with one plugin.
     *
     * @param name the plugin's class
     * @param source what it is compiled of
     */
    public static void write(Path directory, String name, String source) throws IOException {
        var classes = Files.createDirectories(directory.resolve(name));
        var file = Files.writeString(classes.resolve(name + ".java"), source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), "-d",
                classes.toString(), file.toString())).isZero();
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve(name + ".jar")));
                var compiled = Files.newDirectoryStream(classes, "*.class")) {
            for (var one : compiled) {
                jar.putNextEntry(new JarEntry(one.getFileName().toString()));
                Files.copy(one, jar);
            }
            jar.putNextEntry(new JarEntry("META-INF/services/dev.skep.plugin.Plugin"));
            jar.write(name.getBytes(StandardCharsets.UTF_8));
        }
    }
}
