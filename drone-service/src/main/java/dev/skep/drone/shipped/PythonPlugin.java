package dev.skep.drone.shipped;

import java.nio.file.Path;
import java.util.List;

import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Work;
import org.jspecify.annotations.Nullable;

/**
 * Tests Python code: by pytest where that is installed, else by unittest. What {@code requirements.txt} or
 * {@code pyproject.toml} ask for goes into a virtual environment of the job's own.
 */
public final class PythonPlugin implements Plugin {

    private static final String PYTHON = "python";
    private static final List<String> PROJECT_FILES = List.of("pyproject.toml", "setup.py", "setup.cfg");

    @Override
    public String id() {
        return "python";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.optional(PYTHON, Setting.Type.TEXT, "python3", "the Python to use, such as python3.12"));
    }

    @Override
    public Work begin(Job job) throws PluginFailure {
        var python = job.config().requiredText(PYTHON);
        if (!python.matches("[A-Za-z0-9_./-]+")) {
            throw new PluginFailure("the setting python takes the name of a program, not " + python);
        }
        var venv = job.temporary().resolve("venv");
        var work = new Commands();
        var install = install(job);
        if (install != null) {
            work.path(venv.resolve("bin").toString());
            work.add(Phase.ENVIRONMENT, Command.of(python + " -m venv " + Command.quoted(venv.toString()),
                    "Virtual environment"));
            work.add(Phase.PREPARE,
                    Command.of(program(venv) + " -m pip install --disable-pip-version-check -q " + install,
                            "pip install " + install));
        }
        if (!job.filePhases().contains(Phase.TEST)) {
            work.add(Phase.TEST, test(install == null ? python : program(venv)));
        }
        return work;
    }

    private static String program(Path venv) {
        return Command.quoted(venv.resolve("bin/python").toString());
    }

    private static @Nullable String install(Job job) {
        if (job.filePhases().contains(Phase.PREPARE)) {
            return null;
        }
        if (job.has("requirements.txt")) {
            return "-r requirements.txt";
        }
        for (var file : PROJECT_FILES) {
            if (job.has(file)) {
                return ".";
            }
        }
        return null;
    }

    private static Command test(String python) {
        return Command
                .of("if " + python + " -c 'import pytest' 2>/dev/null; then " + python + " -m pytest; else " + python
                        + " -m unittest discover -v; fi", "Python tests");
    }
}
