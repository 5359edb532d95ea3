package org.longtail.pipelines.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Tells two configurations, or the inputs of two computations, apart. */
public final class Differences {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Numbers of one value are one number, however they are written. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  private Differences() {}

  /** The fields that differ, by name; inside maps and lists the paths that differ. */
  public static List<Reason.Setting> settings(Map<String, ?> before, Map<String, ?> now) {
    List<Reason.Setting> found = new ArrayList<>();
    compare("", tree(before), tree(now), found);
    return found;
  }

  /** As it is read again from a manifest: a float is the number that its digits say. */
  private static JsonNode tree(Map<String, ?> config) {
    try {
      return JSON.readTree(JSON.writeValueAsString(config));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "configuration %s is not JSON", config), e);
    }
  }

  private static void compare(
      String path, JsonNode before, JsonNode now, List<Reason.Setting> found) {
    if (before.isObject() && now.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String inner = path.isEmpty() ? name : path + "." + name;
        compare(inner, before.path(name), now.path(name), found);
      }
    } else if (isListOfMaps(before) && isListOfMaps(now) && before.size() == now.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(String.format(Locale.ROOT, "%s[%d]", path, i), before.path(i), now.path(i), found);
      }
    } else if (!before.equals(BY_VALUE, now)) {
      found.add(new Reason.Setting(path, present(before), present(now)));
    }
  }

  private static @Nullable JsonNode present(JsonNode node) {
    return node.isMissingNode() ? null : node;
  }

  private static boolean isListOfMaps(JsonNode node) {
    return node.isArray()
        && !node.isEmpty()
        && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isObject);
  }

  /**
   * The inputs whose content differs.
   *
   * @param before sha256 by name of the input; of a port with many numbered, as in a manifest
   * @param now the same
   */
  public static Set<String> inputs(Map<String, String> before, Map<String, String> now) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    before.forEach((name, digest) -> count(counts, name, digest, 1));
    now.forEach((name, digest) -> count(counts, name, digest, -1));
    Set<String> differing = new TreeSet<>(counts.keySet());
    differing.removeIf(
        port -> counts.getOrDefault(port, Map.of()).values().stream().allMatch(n -> n == 0));
    return differing;
  }

  private static void count(
      Map<String, Map<String, Integer>> counts, String name, String digest, int sign) {
    counts.computeIfAbsent(portOf(name), any -> new HashMap<>()).merge(digest, sign, Integer::sum);
  }

  /** The port that an input of a manifest belongs to: {@code frozen} of {@code frozen.2}. */
  public static String portOf(String input) {
    return input.replaceFirst("\\.\\d+$", "");
  }
}
