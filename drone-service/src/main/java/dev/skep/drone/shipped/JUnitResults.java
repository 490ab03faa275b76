package dev.skep.drone.shipped;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * The sum of files in the form that JUnit's Ant task introduced and most test tools write: {@code testsuite} elements with
 * {@code testcase} elements in them, each of which may hold {@code failure}, {@code error} or {@code skipped}.
 */
final class JUnitResults {

    private static final int MOST_FAILED_SHOWN = 50;
    private static final int MOST_TEXT = 500;
    private static final XMLInputFactory XML = safeFactory();

    private final UnaryOperator<String> masking;
    private final List<Map<String, Object>> failed = new ArrayList<>();
    private int files;
    private int tests;
    private int failures;
    private int errors;
    private int skipped;
    private double seconds;
    private @Nullable String test;

    /** @param masking takes secrets out of a text */
    JUnitResults(UnaryOperator<String> masking) {
        this.masking = masking;
    }

    /** The file holds something else. */
    static final class NoResults extends Exception {
        private NoResults(String message) {
            super(message);
        }
    }

    /** The files come from the checkout: they may name no others. */
    private static XMLInputFactory safeFactory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    void add(InputStream file) throws NoResults {
        try {
            var xml = XML.createXMLStreamReader(file);
            xml.nextTag();
            if (!xml.getLocalName().equals("testsuite") && !xml.getLocalName().equals("testsuites")) {
                throw new NoResults("its root is " + xml.getLocalName() + ", not testsuite or testsuites");
            }
            var ofFile = new JUnitResults(masking);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    ofFile.element(xml);
                }
            }
            add(ofFile);
        } catch (XMLStreamException e) {
            throw new NoResults("line " + e.getLocation().getLineNumber() + " is no XML that can be read");
        }
    }

    /** Only what was read to its end counts. */
    private void add(JUnitResults file) {
        files++;
        tests += file.tests;
        failures += file.failures;
        errors += file.errors;
        skipped += file.skipped;
        seconds += file.seconds;
        file.failed.stream().limit(Math.max(0, MOST_FAILED_SHOWN - failed.size())).forEach(failed::add);
    }

    private void element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "testcase" -> {
                tests++;
                seconds += number(xml.getAttributeValue(null, "time"));
                test = name(xml);
            }
            case "failure" -> {
                failures++;
                fail(xml);
            }
            case "error" -> {
                errors++;
                fail(xml);
            }
            case "skipped" -> skipped++;
            default -> {
                // says nothing about a test's result
            }
        }
    }

    private static String name(XMLStreamReader xml) {
        var owner = xml.getAttributeValue(null, "classname");
        var name = String.valueOf(xml.getAttributeValue(null, "name"));
        return owner == null || owner.isBlank() ? name : owner + "." + name;
    }

    private void fail(XMLStreamReader xml) {
        if (failed.size() < MOST_FAILED_SHOWN && test != null) {
            var message = xml.getAttributeValue(null, "message");
            failed.add(Map.of("name", shown(test), "message", message == null ? "" : shown(message)));
        }
    }

    private String shown(String text) {
        var shown = masking.apply(text);
        return shown.substring(0, Math.min(shown.length(), MOST_TEXT));
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text.replace(",", ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** How many files held results. */
    int files() {
        return files;
    }

    Map<String, Object> data() {
        var data = new LinkedHashMap<String, Object>();
        data.put("files", files);
        data.put("tests", tests);
        data.put("failures", failures);
        data.put("errors", errors);
        data.put("skipped", skipped);
        data.put("seconds", Math.round(seconds * 1000) / 1000.0);
        data.put("failed", List.copyOf(failed));
        return data;
    }
}
