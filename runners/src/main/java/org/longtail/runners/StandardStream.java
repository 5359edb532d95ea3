package org.longtail.runners;

import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error of this process. While it is diverted, what anybody else writes
 * there goes to a file: the engine's native code warns on the file descriptor itself, where no Java
 * stream can hold it back.
 */
final class StandardStream extends OutputStream {

  private static final int NONE = -1;

  private final int descriptor;
  private final PrintStream stream;
  private int kept = NONE;

  private StandardStream(int descriptor, PrintStream stream) {
    this.descriptor = descriptor;
    this.stream = stream;
  }

  @OfThisMachine
  static StandardStream out() {
    return new StandardStream(1, System.out);
  }

  @OfThisMachine
  static StandardStream err() {
    return new StandardStream(2, System.err);
  }

  /**
   * What a person's text on a stream is encoded in: what the terminal takes, where Java knows it
   * ({@code stdout.encoding}, on Java 17 {@code sun.stdout.encoding}), or else what the locale
   * says. ASCII says nothing but that nobody has chosen: that is UTF-8.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param property a system property, null if there is none
   */
  static Charset encoding(String stream, Function<String, @Nullable String> property) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
        .flatMap(name -> Stream.ofNullable(property.apply(name)))
        .findFirst()
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .filter(encoding -> !encoding.equals(StandardCharsets.US_ASCII))
        .orElse(StandardCharsets.UTF_8);
  }

  /** Diverts what others write; where the platform cannot, it stays as it is. */
  synchronized void divertTo(Path file) {
    if (kept != NONE || Platform.isWindows()) {
      return;
    }
    stream.flush();
    try {
      kept = replaceBy(file);
    } catch (LinkageError e) {
      // Without the C library at hand the stream stays as it is: a few more lines for the reader.
      kept = NONE;
    }
  }

  /** Lets the descriptor write to a file; gives a descriptor for what it wrote to before. */
  private int replaceBy(Path file) {
    @Nullable Pointer opened = LibC.fopen(file.toString(), "a");
    if (opened == null) {
      return NONE;
    }
    int before = LibC.dup(descriptor);
    if (before != NONE) {
      LibC.dup2(LibC.fileno(opened), descriptor);
    }
    LibC.fclose(opened);
    return before;
  }

  /** Ends the diversion. */
  synchronized void restore() {
    if (kept != NONE) {
      stream.flush();
      LibC.dup2(kept, descriptor);
      LibC.close(kept);
      kept = NONE;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (kept == NONE) {
      stream.write(bytes, offset, length);
      return;
    }
    int written = 0;
    while (written < length) {
      byte[] rest = Arrays.copyOfRange(bytes, offset + written, offset + length);
      int count = LibC.write(kept, rest, new NativeLong(rest.length)).intValue();
      if (count <= 0) {
        throw new IOException("cannot write to file descriptor " + descriptor);
      }
      written += count;
    }
  }

  @Override
  public synchronized void flush() {
    stream.flush();
  }
}
