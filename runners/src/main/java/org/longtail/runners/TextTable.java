package org.longtail.runners;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;

/** A table for a person, built column by column and row by row. */
final class TextTable {

  private final List<Column> columns = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  private TextTable() {}

  /** A table that begins with columns of words. */
  static TextTable of(String... headers) {
    return new TextTable().words(headers);
  }

  /** Adds columns of words. */
  TextTable words(String... headers) {
    return columns(HorizontalAlign.LEFT, headers);
  }

  /** Adds columns of numbers. */
  TextTable numbers(String... headers) {
    return columns(HorizontalAlign.RIGHT, headers);
  }

  private TextTable columns(HorizontalAlign align, String... headers) {
    for (String header : headers) {
      columns.add(new Column().header(header).headerAlign(align).dataAlign(align));
    }
    return this;
  }

  /** Adds a row. */
  void row(String... cells) {
    rows.add(cells);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String text() {
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        columns.toArray(Column[]::new),
        rows.toArray(String[][]::new));
  }
}
