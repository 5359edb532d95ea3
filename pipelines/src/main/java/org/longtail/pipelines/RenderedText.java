package org.longtail.pipelines;

import java.util.List;

/**
 * A template after rendering.
 *
 * @param text the rendered text
 * @param lines for each line of the text, the line of the template that it came from, from 1
 */
record RenderedText(String text, List<Integer> lines) {

  RenderedText {
    lines = List.copyOf(lines);
  }

  /** The line of the template for a line of the text, both from 1. */
  int templateLine(int textLine) {
    return lines.get(Math.max(0, Math.min(textLine, lines.size()) - 1));
  }
}
