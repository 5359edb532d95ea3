package org.longtail.runners;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.StoreException;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The file that takes what the libraries log during a run, whichever logging they use. */
final class LogFile implements AutoCloseable {

  private static final String NAME = "log.txt";
  private static final String PATTERN = "%d{ISO8601} %-5level [%thread] %logger{36} - %msg%n";

  private final Path path;
  private final FileAppender<ILoggingEvent> appender;

  private LogFile(Path path, FileAppender<ILoggingEvent> appender) {
    this.path = path;
    this.appender = appender;
  }

  /**
   * Opens {@code log.txt} in the run's folder, or a temporary file if the store is elsewhere, where
   * {@link #keep} takes it when the run has ended.
   */
  static LogFile open(StorePlace store, String run) {
    try {
      Optional<Path> folder = store.folder().map(root -> root.resolve("runs").resolve(run));
      if (folder.isEmpty()) {
        return open(Files.createTempFile("longtail-" + run + "-", ".log"));
      }
      Files.createDirectories(folder.get());
      return open(folder.get().resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a log for run " + run, e);
    }
  }

  private static LogFile open(Path path) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(path.toString());
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return new LogFile(path, appender);
  }

  Path path() {
    return path;
  }

  /**
   * Takes the log of a run that has ended to the run's folder, if it is not there.
   *
   * @return where the log is, for a person
   */
  static String keep(Path log, StorePlace store, RunFolder folder, Console console) {
    if (store.folder().isPresent()) {
      return log.toString();
    }
    try {
      folder.write(NAME, log);
      Files.delete(log);
      return String.format(
          Locale.ROOT, "%s/runs/%s/%s", store.uri().replaceFirst("/$", ""), folder.run(), NAME);
    } catch (StoreException | IOException e) {
      console.line("longtail: the log stays on this machine: " + FailureText.of(e));
      return log.toString();
    }
  }

  /** Closes the file; what is logged from now on is lost. */
  @Override
  public void close() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.OFF);
    root.detachAppender(appender);
    appender.stop();
  }
}
