package org.longtail.runners;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.longtail.pipelines.report.Requirement;

/**
 * A run in the XML that test reporters read: a suite of the steps, each a test that took as long as
 * the step, and a suite of the requirements. A run that failed is a test with an error.
 */
final class JUnitReport {

  private static final String SUITE = "testsuite";
  private static final String TEST = "testcase";
  private static final String CLASS = "classname";
  private static final String NAME = "name";
  private static final String TIME = "time";

  /** What XML 1.0 has no way to write. */
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final XMLStreamWriter xml;
  private final PipelineRun.Outcome outcome;

  private JUnitReport(XMLStreamWriter xml, PipelineRun.Outcome outcome) {
    this.xml = xml;
    this.outcome = outcome;
  }

  /** Writes the report. */
  static void write(Path file, PipelineRun.Outcome outcome, List<Requirement.Outcome> requirements)
      throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
      new JUnitReport(xml, outcome).document(requirements);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(
          String.format(Locale.ROOT, "cannot write %s: %s", file, e.getMessage()), e);
    }
  }

  private void document(List<Requirement.Outcome> requirements) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    steps();
    if (!requirements.isEmpty()) {
      requirements(requirements);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void steps() throws XMLStreamException {
    String error = outcome.record().error();
    double seconds = outcome.steps().stream().mapToDouble(FinishedStep::seconds).sum();
    suite(
        "longtail " + outcome.record().run(),
        outcome.steps().size() + (error == null ? 0 : 1),
        0,
        error == null ? 0 : 1);
    attribute(TIME, text(seconds));
    attribute("timestamp", outcome.record().started());
    for (FinishedStep step : outcome.steps()) {
      test(
          "longtail." + step.variant(),
          String.format(Locale.ROOT, "%s (%s)", step.name(), step.type()));
      attribute(TIME, text(step.seconds()));
      if (step.cached()) {
        xml.writeStartElement("system-out");
        xml.writeCharacters("CACHED, taken from the store");
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    if (error != null) {
      test("longtail", "run " + outcome.record().run());
      problem("error", error);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void requirements(List<Requirement.Outcome> requirements) throws XMLStreamException {
    int failures = (int) requirements.stream().filter(one -> !one.met()).count();
    suite("longtail requirements", requirements.size(), failures, 0);
    for (Requirement.Outcome one : requirements) {
      test("longtail.requirements." + one.setting(), one.requirement().text());
      attribute(TIME, text(0));
      if (!one.met()) {
        problem("failure", one.finding());
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void suite(String name, int tests, int failures, int errors) throws XMLStreamException {
    xml.writeStartElement(SUITE);
    attribute(NAME, name);
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", String.valueOf(errors));
  }

  private void test(String className, String name) throws XMLStreamException {
    xml.writeStartElement(TEST);
    attribute(CLASS, className);
    attribute(NAME, name);
  }

  private void problem(String element, String message) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", message);
    xml.writeCharacters(writable(message));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, writable(value));
  }

  private static String writable(String text) {
    return NOT_XML.matcher(text).replaceAll("\uFFFD");
  }

  private static String text(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
