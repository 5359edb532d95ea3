package org.longtail.runners;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command that has ended.
 *
 * @param exitCode what the shell would see
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int exitCode, String out, String err) {

  static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    int exitCode = Longtail.execute(console, args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  String lastLine() {
    List<String> lines = out.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
