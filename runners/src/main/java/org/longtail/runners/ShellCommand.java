package org.longtail.runners;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command as a person can paste it into a shell. */
final class ShellCommand {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private ShellCommand() {}

  /** The launcher, as it was called, with these arguments. */
  static String of(List<String> arguments) {
    return Stream.concat(
            Stream.of(System.getProperty("longtail.command", "longtail")), arguments.stream())
        .map(ShellCommand::quoted)
        .collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
