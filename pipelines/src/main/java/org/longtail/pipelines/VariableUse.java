package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which variables a template mentions, whether or not the branch that does so is taken. */
final class VariableUse {

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])(?<!\\|\\s{0,8})([A-Za-z_]\\w*+)(?!\\s*\\()");
  private static final Pattern SET =
      Pattern.compile("\\{%[-+]?\\s*set\\s+(\\w+)\\s*=(.*)%\\}", Pattern.DOTALL);
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "defined",
          "elif",
          "else",
          "endfor",
          "endif",
          "endraw",
          "endset",
          "false",
          "False",
          "for",
          "if",
          "in",
          "is",
          "loop",
          "none",
          "None",
          "not",
          "number",
          "or",
          "raw",
          "set",
          "string",
          "true",
          "True",
          "undefined");

  /** A variable at a place; fixed if the place gives it a value whatever it was before. */
  private record Mention(String variable, int line, boolean fixed) {}

  private final List<Mention> mentions = new ArrayList<>();

  VariableUse(String template) {
    JinjaPart.of(template).stream()
        .filter(part -> part.kind() != JinjaPart.Kind.COMMENT)
        .forEach(this::read);
  }

  /** Refuses variables that were given for nothing. */
  void check(Set<String> given, Faults faults) {
    Set<String> known = new LinkedHashSet<>();
    mentions.forEach(mention -> known.add(mention.variable()));
    for (String variable : given) {
      Mention first =
          mentions.stream()
              .filter(mention -> mention.variable().equals(variable))
              .findFirst()
              .orElse(null);
      if (first == null) {
        faults.add(
            0,
            String.format(
                Locale.ROOT, "variable '%s' is given, but the file does not use it", variable),
            known.isEmpty()
                ? "the file has no variables"
                : NearestName.fix(variable, known, "its variables are"));
      } else if (first.fixed()) {
        faults.add(
            first.line(),
            String.format(
                Locale.ROOT, "variable '%s' is given, but the file sets it all the same", variable),
            String.format(
                Locale.ROOT, "write {%% set %s = %s | default(…) %%}", variable, variable));
      }
    }
  }

  private void read(JinjaPart part) {
    int line = part.line();
    Matcher set = SET.matcher(part.text());
    if (set.matches()) {
      List<String> read = names(set.group(2));
      read.forEach(name -> mentions.add(new Mention(name, line, false)));
      mentions.add(new Mention(set.group(1), line, !read.contains(set.group(1))));
    } else {
      names(part.text()).forEach(name -> mentions.add(new Mention(name, line, false)));
    }
  }

  private static List<String> names(String code) {
    return NAME.matcher(JinjaPart.TEXT.matcher(code).replaceAll("''"))
        .results()
        .map(name -> name.group(1))
        .filter(name -> !WORDS.contains(name))
        .toList();
  }
}
