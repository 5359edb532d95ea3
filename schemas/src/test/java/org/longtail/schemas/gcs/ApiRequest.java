package org.longtail.schemas.gcs;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request as the API reads it.
 *
 * @param method such as {@code GET}
 * @param path parts of the path, decoded
 */
record ApiRequest(String method, List<String> path, Request request) {

  static ApiRequest of(Request request) {
    String path = request.getUrl().replaceFirst("[?].*", "").substring(1);
    return new ApiRequest(
        request.getMethod().getName(),
        Arrays.stream(path.split("/", -1))
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList(),
        request);
  }

  Optional<String> query(String name) {
    QueryParameter parameter = request.queryParameter(name);
    return parameter.isPresent()
        ? Optional.of(
            URLDecoder.decode(parameter.firstValue().replace("+", "%2B"), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  Optional<Long> number(String name) {
    return query(name).map(Long::parseLong);
  }

  Optional<String> header(String name) {
    HttpHeader header = request.header(name);
    return header.isPresent() ? Optional.of(header.firstValue()) : Optional.empty();
  }

  byte[] body() {
    return request.getBody();
  }

  <T> T json(Class<T> type) {
    return json(request.getBodyAsString(), type);
  }

  static <T> T json(String text, Class<T> type) {
    try {
      return GsonFactory.getDefaultInstance().fromString(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
