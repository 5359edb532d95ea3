package org.longtail.schemas.gcs;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.ComposeRequest;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.RewriteResponse;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Google Cloud Storage's JSON API that deals with objects: insert (multipart and
 * resumable), get, ranges of the content, list, delete, compose, and rewrite, with generations,
 * preconditions, checksums, and metadata.
 */
final class JsonApi implements ResponseDefinitionTransformerV2 {

  static final String NAME = "gcs";

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final int MOST_RESULTS = 1000;

  private final ObjectShelf shelf;
  private final Uploads uploads;

  JsonApi(ObjectShelf shelf) {
    this.shelf = shelf;
    this.uploads = new Uploads(shelf);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  /** Carries the request out. A fault that the stub was given still spoils the answer. */
  @Override
  public ResponseDefinition transform(ServeEvent event) {
    ResponseDefinitionBuilder answer =
        ResponseDefinitionBuilder.like(event.getResponseDefinition()).but().withStatus(200);
    try {
      answer(ApiRequest.of(event.getRequest()), answer);
    } catch (ApiFault fault) {
      answer
          .withStatus(fault.status())
          .withHeader("Content-Type", "application/json")
          .withBody(fault.json());
    }
    return answer.build();
  }

  private void answer(ApiRequest request, ResponseDefinitionBuilder answer) {
    List<String> path = request.path();
    int bucket = path.indexOf("b") + 1;
    if (bucket == path.size()) { // a bucket is to be made
      throw ApiFault.bucketIsThere();
    }
    if (!path.get(bucket).equals(shelf.bucket())) {
      throw ApiFault.noSuchBucket();
    }
    List<String> rest = path.subList(bucket + 2, path.size());
    if (path.get(0).equals("upload")) {
      upload(request, answer);
    } else if (rest.isEmpty()) {
      json(answer, list(request));
    } else if (rest.contains("rewriteTo")) {
      json(answer, rewrite(request, rest.get(0), rest.get(rest.size() - 1)));
    } else if (rest.size() == 2 && rest.get(1).equals("compose")) {
      json(
          answer,
          shelf
              .compose(
                  rest.get(0),
                  request.json(ComposeRequest.class),
                  request.number("ifGenerationMatch"))
              .resource());
    } else {
      object(request, rest.get(0), answer);
    }
  }

  private void upload(ApiRequest request, ResponseDefinitionBuilder answer) {
    if (request.method().equals("PUT")) {
      uploads.take(request, answer).ifPresent(object -> json(answer, object.resource()));
    } else if (request.query("uploadType").equals(Optional.of("resumable"))) {
      String url = request.request().getAbsoluteUrl().replaceFirst("[?].*", "");
      answer.withHeader("Location", url + "?upload_id=" + uploads.begin(request));
    } else {
      json(answer, uploads.multipart(request).resource());
    }
  }

  private void object(ApiRequest request, String name, ResponseDefinitionBuilder answer) {
    if (request.method().equals("DELETE")) {
      shelf.delete(name, request.number("ifGenerationMatch"));
      answer.withStatus(204);
      return;
    }
    StoredObject object = shelf.get(name, request.number("generation"));
    shelf.require(name, request.number("ifGenerationMatch"));
    if (request.query("alt").equals(Optional.of("media"))) {
      content(request, object, answer);
    } else {
      json(answer, object.resource());
    }
  }

  private static void content(
      ApiRequest request, StoredObject object, ResponseDefinitionBuilder answer) {
    byte[] content = object.content();
    Matcher range = RANGE.matcher(request.header("Range").orElse(""));
    answer
        .withHeader("Content-Type", "application/octet-stream")
        .withHeader("x-goog-generation", Long.toString(object.generation()));
    if (!range.matches()) {
      answer.withBody(content);
      return;
    }
    int first = Integer.parseInt(range.group(1));
    int last =
        range.group(2).isEmpty()
            ? content.length - 1
            : Math.min(content.length - 1, Integer.parseInt(range.group(2)));
    if (first > last) {
      answer.withStatus(416);
      return;
    }
    answer
        .withStatus(206)
        .withHeader(
            "Content-Range",
            String.format(Locale.ROOT, "bytes %d-%d/%d", first, last, content.length))
        .withBody(Arrays.copyOfRange(content, first, last + 1));
  }

  private Objects list(ApiRequest request) {
    String prefix = request.query("prefix").orElse("");
    String from = request.query("pageToken").or(() -> request.query("startOffset")).orElse("");
    Optional<String> delimiter = request.query("delimiter");
    long most = Math.min(MOST_RESULTS, request.number("maxResults").orElse((long) MOST_RESULTS));
    List<StorageObject> items = new ArrayList<>();
    TreeSet<String> folders = new TreeSet<>();
    Objects page = new Objects().setKind("storage#objects");
    for (StoredObject object : shelf.list(prefix, from)) {
      int slash = delimiter.map(mark -> object.name().indexOf(mark, prefix.length())).orElse(-1);
      boolean known = slash >= 0 && folders.contains(object.name().substring(0, slash + 1));
      if (!known && items.size() + folders.size() == most) {
        page.setNextPageToken(object.name());
        break;
      }
      if (slash >= 0) {
        folders.add(object.name().substring(0, slash + 1));
      } else {
        items.add(object.resource());
      }
    }
    return page.setItems(items).setPrefixes(List.copyOf(folders));
  }

  private RewriteResponse rewrite(ApiRequest request, String source, String target) {
    StoredObject copy =
        shelf.copy(
            source,
            request.number("ifSourceGenerationMatch"),
            target,
            request.number("ifGenerationMatch"));
    return new RewriteResponse()
        .setKind("storage#rewriteResponse")
        .setDone(true)
        .setObjectSize((long) copy.content().length)
        .setTotalBytesRewritten((long) copy.content().length)
        .setResource(copy.resource());
  }

  private static void json(ResponseDefinitionBuilder answer, GenericJson value) {
    try {
      value.setFactory(GsonFactory.getDefaultInstance());
      answer
          .withHeader("Content-Type", "application/json; charset=UTF-8")
          .withBody(value.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
