package org.longtail.pipelines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses Jinja that pipeline files may not use before any of it is run, each by its name and line.
 * {@link StrictJinja} refuses the same once more, without lines, should this be deceived.
 */
final class TemplateCheck {

  /** Characters of an expression or a tag. */
  static final int LONGEST = 4_000;

  /** Blocks in blocks, or brackets in brackets. */
  static final int DEEPEST = 50;

  private static final int MOST_FAULTS = 20;

  private static final Pattern TAG = Pattern.compile("\\{%[-+]?\\s*+(\\w*+)");
  private static final Pattern HIDDEN =
      Pattern.compile("(?<!\\w)__\\w*+|\\b(?:filter|exptest)\\s*+:");
  private static final Pattern NAME =
      Pattern.compile(
          "\\|\\s*+(?<filter>[A-Za-z_]\\w*+)"
              + "|\\bis\\s+(?:not\\s+)?(?<test>[A-Za-z_]\\w*+)"
              + "|\\.\\s*+(?<method>[A-Za-z_]\\w*+)\\s*+\\("
              + "|(?<![\\w.])(?<function>[A-Za-z_]\\w*+)\\s*+\\(");
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "not", "in", "is", "if", "elif", "else", "for");

  private final Faults faults;
  private final Deque<JinjaPart> blocks = new ArrayDeque<>();
  private boolean raw;
  private boolean tooDeep;

  private TemplateCheck(Faults faults) {
    this.faults = faults;
  }

  /** Adds what is wrong with a template to the faults. */
  static void check(String template, Faults faults) {
    TemplateCheck check = new TemplateCheck(faults);
    for (JinjaPart part : JinjaPart.of(template)) {
      if (faults.count() < MOST_FAULTS) {
        check.check(part);
      }
    }
  }

  private void check(JinjaPart part) {
    Matcher tag = TAG.matcher(part.text());
    String name = part.kind() == JinjaPart.Kind.TAG && tag.lookingAt() ? tag.group(1) : "";
    if (raw) {
      raw = !name.equals("endraw");
    } else if (part.kind() != JinjaPart.Kind.COMMENT) {
      raw = name.equals("raw");
      if (part.kind() == JinjaPart.Kind.TAG) {
        tag(part, name);
      }
      code(part);
    }
  }

  private void tag(JinjaPart part, String name) {
    if (AllowedJinja.END_TAGS.contains(name)) {
      blocks.pollLast();
    } else if (!AllowedJinja.TAGS.contains(name)) {
      refuse(part, String.format(Locale.ROOT, "tag '%s'", name), name, AllowedJinja.TAGS);
    } else if (name.equals("if") || name.equals("for")) {
      blocks.addLast(part);
      if (blocks.size() > DEEPEST && !tooDeep) {
        tooDeep = true;
        faults.add(
            part.line(),
            String.format(Locale.ROOT, "'if' and 'for' are nested more than %d deep", DEEPEST),
            "make the file flatter");
      }
    }
  }

  private void code(JinjaPart part) {
    if (part.text().length() > LONGEST) {
      faults.add(
          part.line(),
          String.format(
              Locale.ROOT,
              "an expression or tag has %d characters; at most %d are allowed",
              part.text().length(),
              LONGEST),
          "cut it into several");
      return;
    }
    String code = JinjaPart.TEXT.matcher(part.text()).replaceAll("''");
    if (depth(code) > DEEPEST) {
      faults.add(
          part.line(),
          String.format(Locale.ROOT, "brackets are nested more than %d deep", DEEPEST),
          "cut the expression into several");
    }
    Matcher hidden = HIDDEN.matcher(code);
    if (hidden.find()) {
      faults.add(
          part.line(),
          String.format(Locale.ROOT, "name '%s' is not allowed in a pipeline file", hidden.group()),
          "give the variable another name");
    }
    Matcher names = NAME.matcher(code);
    while (names.find()) {
      names(part, names);
    }
  }

  private void names(JinjaPart part, Matcher found) {
    String filter = found.group("filter");
    String test = found.group("test");
    String method = found.group("method");
    String function = found.group("function");
    if (filter != null && !AllowedJinja.FILTERS.contains(filter)) {
      refuse(part, String.format(Locale.ROOT, "filter '%s'", filter), filter, AllowedJinja.FILTERS);
    } else if (test != null && !AllowedJinja.TESTS.contains(test) && !test.equals("in")) {
      refuse(part, String.format(Locale.ROOT, "test 'is %s'", test), test, AllowedJinja.TESTS);
    } else if (method != null) {
      faults.add(
          part.line(),
          String.format(Locale.ROOT, "'.%s(…)' is not allowed in a pipeline file", method),
          "values have no methods: read a map by key, a list by index");
    } else if (function != null
        && !OPERATORS.contains(function)
        && !AllowedJinja.FUNCTIONS.contains(function)) {
      refuse(
          part,
          String.format(Locale.ROOT, "function '%s(…)'", function),
          function,
          AllowedJinja.FUNCTIONS);
    }
  }

  private void refuse(JinjaPart part, String what, String name, List<String> allowed) {
    faults.add(
        part.line(),
        what + " is not allowed in a pipeline file",
        NearestName.of(name, allowed)
            .map(each -> "did you mean '" + each + "'?")
            .orElse(
                (allowed.size() == 1 ? "allowed is " : "allowed are ")
                    + String.join(", ", allowed)));
  }

  private static int depth(String code) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < code.length(); i++) {
      if ("([{".indexOf(code.charAt(i)) >= 0) {
        depth++;
        deepest = Math.max(deepest, depth);
      } else if (")]}".indexOf(code.charAt(i)) >= 0) {
        depth--;
      }
    }
    return deepest;
  }
}
