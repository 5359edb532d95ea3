package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.lib.Importable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Jinja that pipeline files may use. A pipeline file is data that may come from anyone, so what
 * is not named here is refused: nothing of it reads files or the program's own objects.
 */
final class AllowedJinja {

  static final List<String> TAGS = List.of("set", "if", "elif", "else", "for", "raw");

  static final List<String> END_TAGS = List.of("endset", "endif", "endfor", "endraw");

  static final List<String> FILTERS =
      List.of("abs", "d", "default", "float", "int", "length", "lower", "string", "trim", "upper");

  static final List<String> TESTS = List.of("defined", "undefined", "none", "number", "string");

  static final List<String> FUNCTIONS = List.of("range");

  private AllowedJinja() {}

  /** All that the engine has, but for what is allowed. */
  static Map<Library, Set<String>> disabled() {
    Context everything = new Jinjava().getGlobalContext();
    Map<Library, Set<String>> disabled = new EnumMap<>(Library.class);
    disabled.put(Library.TAG, others(everything.getAllTags(), TAGS));
    disabled.put(Library.FILTER, others(everything.getAllFilters(), FILTERS));
    disabled.put(Library.EXP_TEST, others(everything.getAllExpTests(), TESTS));
    disabled.put(Library.FUNCTION, others(everything.getAllFunctions(), FUNCTIONS));
    return disabled;
  }

  private static Set<String> others(Collection<? extends Importable> all, List<String> allowed) {
    Set<String> others = new HashSet<>();
    for (Importable each : all) {
      // The engine names a function with its namespace, which is empty.
      String name = each.getName().replaceFirst("^:", "");
      if (!allowed.contains(name)) {
        others.add(name);
        others.add(each.getName());
      }
    }
    others.removeAll(END_TAGS);
    return others;
  }
}
