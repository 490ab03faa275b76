package dev.skep.drone.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.skep.message.PluginUse;
import dev.skep.plugin.Plugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that a drone has: those that come with it, and those in jars in its directory of plugins. */
public final class Plugins {

    private static final Logger log = LoggerFactory.getLogger(Plugins.class);

    private final SortedMap<String, Plugin> byId = new TreeMap<>();

    private Plugins() {}

    /**
     * Finds plugins.
     *
     * @param jars a directory of jars, each with plugins and what they need; need not be there
     * @param offered the ids of those that jobs may use; empty for all
     * @throws IllegalArgumentException when one that is to be offered is not there
     */
    public static Plugins load(Path jars, List<String> offered) {
        var plugins = new Plugins();
        plugins.addFrom(Plugins.class.getClassLoader());
        for (var jar : jarsIn(jars)) {
            plugins.addFrom(new URLClassLoader(jar.getFileName().toString(), new URL[]{url(jar)},
                    Plugins.class.getClassLoader()));
        }
        plugins.keep(offered);
        return plugins;
    }

    private static List<Path> jarsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of plugins " + directory + " cannot be read", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every file has a URL", e);
        }
    }

    /** A plugin that cannot be loaded is no reason for a drone to do nothing. */
    private void addFrom(ClassLoader loader) {
        var providers = ServiceLoader.load(Plugin.class, loader).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                var provider = providers.next();
                if (loader.equals(provider.type().getClassLoader())) { // else it is its parent's
                    add(provider.get());
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                log.error("a plugin cannot be loaded, and is left out: {}", e.getMessage(), e);
            }
        }
    }

    private void add(Plugin plugin) {
        if (PluginUse.ID.matcher(plugin.id()).matches() && byId.putIfAbsent(plugin.id(), plugin) == null) {
            return;
        }
        log.error("plugin {} of {} is left out: its id is taken, or is not of small letters, digits and -", plugin.id(),
                plugin.getClass());
    }

    private void keep(List<String> offered) {
        var missing = new ArrayList<>(offered);
        missing.removeAll(byId.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("this drone has no plugin " + String.join(", ", missing) + ": it has "
                    + String.join(", ", byId.keySet()));
        }
        if (!offered.isEmpty()) {
            byId.keySet().retainAll(offered);
        }
    }

    /** The ids of the plugins, in their order by name. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The plugin of this id; null when there is none. */
    public @Nullable Plugin find(String id) {
        return byId.get(id);
    }
}
