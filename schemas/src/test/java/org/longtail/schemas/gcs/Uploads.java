package org.longtail.schemas.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.google.api.services.storage.model.StorageObject;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads in one request, and resumable ones in several. */
final class Uploads {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");
  private static final Pattern CRC32C = Pattern.compile("crc32c=([^,]+)");

  private final ObjectShelf shelf;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  Uploads(ObjectShelf shelf) {
    this.shelf = shelf;
  }

  private record Session(
      StorageObject given, Optional<Long> replaced, ByteArrayOutputStream received) {}

  /** Metadata and content in one body. */
  StoredObject multipart(ApiRequest request) {
    Matcher boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
    if (!boundary.find()) {
      throw ApiFault.badRequest("Missing boundary.");
    }
    String end = "\r\n--" + boundary.group(1);
    String[] parts = ("\r\n" + new String(request.body(), ISO_8859_1)).split(Pattern.quote(end));
    String metadata = new String(content(parts[1]).getBytes(ISO_8859_1), UTF_8);
    return shelf.put(
        ApiRequest.json(metadata, StorageObject.class),
        content(parts[2]).getBytes(ISO_8859_1),
        request.number("ifGenerationMatch"));
  }

  private static String content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4);
  }

  /** Begins a resumable upload; gives its number. */
  String begin(ApiRequest request) {
    StorageObject given = request.json(StorageObject.class);
    Optional<Long> replaced = request.number("ifGenerationMatch");
    shelf.require(given.getName(), replaced);
    String session = Integer.toString(sessions.size() + 1);
    sessions.put(session, new Session(given, replaced, new ByteArrayOutputStream()));
    return session;
  }

  /** Takes a part; gives the object when it is the last. */
  Optional<StoredObject> take(ApiRequest request, ResponseDefinitionBuilder answer) {
    @Nullable Session session = sessions.get(request.query("upload_id").orElse(""));
    Matcher range = RANGE.matcher(request.header("Content-Range").orElse(""));
    if (session == null || !range.matches()) {
      throw ApiFault.badRequest("No such upload, or no range.");
    }
    @Nullable String first = range.group(1);
    if (first != null) {
      if (Long.parseLong(first) != session.received().size()) {
        throw ApiFault.badRequest("Not the next byte.");
      }
      session.received().writeBytes(request.body());
    }
    if (!range.group(3).equals(Integer.toString(session.received().size()))) {
      if (session.received().size() > 0) {
        answer.withHeader(
            "Range", String.format(Locale.ROOT, "bytes=0-%d", session.received().size() - 1));
      }
      answer.withStatus(308);
      return Optional.empty();
    }
    request
        .header("X-Goog-Hash")
        .map(CRC32C::matcher)
        .filter(Matcher::find)
        .ifPresent(hash -> session.given().setCrc32c(hash.group(1)));
    return Optional.of(
        shelf.put(session.given(), session.received().toByteArray(), session.replaced()));
  }
}
