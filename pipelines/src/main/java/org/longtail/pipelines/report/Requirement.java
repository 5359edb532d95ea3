package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.longtail.pipelines.report.Figures.Name;

/**
 * What a run's accuracy must come to: a figure compared with a number, or with a figure of another
 * run.
 *
 * <pre>{@code
 * few>=30                   the few-shot accuracy of instance is at least 30 percent
 * average.few > 30          that of average is above 30 percent
 * all>=baseline:all         all is not below that of the run named baseline
 * }</pre>
 *
 * @param text as a person gave it
 * @param figure the figure that is compared
 * @param relation how it is compared
 * @param bound what it is compared with
 */
public record Requirement(String text, Name figure, Relation relation, Bound bound) {

  private static final Pattern FORM = Pattern.compile("([^<>=]+?)\\s*(>=|<=|>|<)\\s*([^<>=]+)");

  /** How two figures are compared. */
  public enum Relation {
    AT_LEAST(">="),
    AT_MOST("<="),
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    static Relation of(String sign) {
      return Arrays.stream(values())
          .filter(relation -> relation.sign.equals(sign))
          .findFirst()
          .orElseThrow();
    }

    /** Whether a figure stands so to a bound. */
    public boolean holds(double figure, double bound) {
      return switch (this) {
        case AT_LEAST -> figure >= bound;
        case AT_MOST -> figure <= bound;
        case ABOVE -> figure > bound;
        case BELOW -> figure < bound;
      };
    }

    @Override
    public String toString() {
      return sign;
    }
  }

  /** What a figure is compared with. */
  public sealed interface Bound {

    /** A number of percent, 0..100. */
    record Percent(double value) implements Bound {}

    /** A figure of another run. */
    record OfRun(String run, Name figure) implements Bound {}
  }

  /**
   * How a requirement came out for one setting.
   *
   * @param requirement what was required
   * @param setting the setting, as in {@link Figures}
   * @param met whether it holds; one whose figures are not there does not
   * @param finding the figures, or why there are none, for a person
   */
  public record Outcome(Requirement requirement, String setting, boolean met, String finding) {}

  /**
   * Reads a requirement.
   *
   * @throws IllegalArgumentException that tells what a requirement looks like, if it is none
   */
  public static Requirement parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw wrong(text, "it has no figure, sign and bound");
    }
    Name figure = name(text, parts.group(1));
    return new Requirement(
        text.strip(), figure, Relation.of(parts.group(2)), bound(text, parts.group(3).strip()));
  }

  private static Bound bound(String text, String bound) {
    int colon = bound.indexOf(':');
    if (colon >= 0) {
      return new Bound.OfRun(
          bound.substring(0, colon).strip(), name(text, bound.substring(colon + 1)));
    }
    try {
      double percent = Double.parseDouble(bound);
      if (percent >= 0 && percent <= 100) {
        return new Bound.Percent(percent);
      }
    } catch (NumberFormatException e) {
      throw wrong(
          text, String.format(Locale.ROOT, "'%s' is neither a number nor RUN:FIGURE", bound));
    }
    throw wrong(text, String.format(Locale.ROOT, "%s is no accuracy in percent, 0 to 100", bound));
  }

  private static Name name(String text, String figure) {
    Name name = Name.parse(figure);
    if (name.model().isEmpty() || name.group().isEmpty()) {
      throw wrong(text, String.format(Locale.ROOT, "'%s' names no figure", figure));
    }
    return name;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "requirement '%s': %s; write it as few>=30, average.few>=30 or all>=RUN:all, with >=, <=,"
                + " > or < and accuracies in percent",
            text,
            why));
  }

  /** The other run whose figures are needed, if there is one. */
  public Optional<String> otherRun() {
    return bound instanceof Bound.OfRun other ? Optional.of(other.run()) : Optional.empty();
  }

  /**
   * Compares, for each setting of a run.
   *
   * @param own the run's figures
   * @param others the figures of other runs, by run
   */
  public List<Outcome> check(Figures own, Map<String, Figures> others) {
    if (own.percent().isEmpty()) {
      return List.of(new Outcome(this, "", false, "the run has no results"));
    }
    List<Outcome> outcomes = new ArrayList<>();
    own.percent().keySet().forEach(setting -> outcomes.add(check(setting, own, others)));
    return outcomes;
  }

  private Outcome check(String setting, Figures own, Map<String, Figures> others) {
    Optional<Double> found = own.at(setting, figure);
    if (found.isEmpty()) {
      return new Outcome(
          this,
          setting,
          false,
          String.format(Locale.ROOT, "there is no %s; %s", figure, own.named(setting)));
    }
    double value = found.get();
    if (bound instanceof Bound.OfRun other) {
      Figures figures = others.getOrDefault(other.run(), new Figures(Map.of()));
      String theirs = figures.percent().containsKey(setting) ? setting : figures.onlySetting();
      return figures
          .at(theirs, other.figure())
          .map(limit -> compared(setting, value, limit))
          .orElseGet(
              () ->
                  new Outcome(
                      this,
                      setting,
                      false,
                      String.format(
                          Locale.ROOT,
                          "run %s has no %s for this setting; %s",
                          other.run(),
                          other.figure(),
                          figures.named(theirs))));
    }
    return compared(setting, value, ((Bound.Percent) bound).value());
  }

  private Outcome compared(String setting, double value, double limit) {
    return new Outcome(
        this,
        setting,
        relation.holds(value, limit),
        String.format(Locale.ROOT, "%s is %.2f, required %s %.2f", figure, value, relation, limit));
  }
}
