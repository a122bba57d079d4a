package dev.satchel.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.file.FileView;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers to uploads in the form in which they are kept, that in which they leave. */
@ApplicationScoped
class StoredResponses {

  private static final TypeReference<List<FileView>> FILES = new TypeReference<>() {};

  private final ObjectMapper json;

  StoredResponses(ObjectMapper json) {
    this.json = json;
  }

  String write(List<FileView> files) {
    try {
      return json.writeValueAsString(files);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Files can be written as JSON", e);
    }
  }

  List<FileView> read(String response) {
    try {
      return json.readValue(response, FILES);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("What was written can be read", e);
    }
  }
}
