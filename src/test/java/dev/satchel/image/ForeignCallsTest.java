package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A native binary holds the calls of foreign functions that were registered, and no other. */
class ForeignCallsTest {

  private static final String METADATA =
      "/META-INF/native-image/dev.satchel/satchel/reachability-metadata.json";

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "void", void.class, "jint", int.class, "jlong", long.class, "void*", MemorySegment.class);

  @Test
  void registersEveryCall() throws Exception {
    assumeFalse(Engines.NATIVE.isEmpty(), "The libraries are not installed");

    assertThat(registered()).containsAll(calls(TurboJpeg.load())).containsAll(calls(Vips.load()));
  }

  private static List<MethodType> calls(Object library) throws IllegalAccessException {
    List<MethodType> types = new ArrayList<>();
    for (Field field : library.getClass().getDeclaredFields()) {
      if (field.getType() == MethodHandle.class) {
        field.setAccessible(true);
        types.add(((MethodHandle) field.get(library)).type());
      }
    }
    assertThat(types).isNotEmpty();
    return types;
  }

  private static List<MethodType> registered() throws IOException {
    List<MethodType> types = new ArrayList<>();
    try (InputStream metadata = ForeignCallsTest.class.getResourceAsStream(METADATA)) {
      for (JsonNode call : new ObjectMapper().readTree(metadata).at("/foreign/downcalls")) {
        List<Class<?>> parameters = new ArrayList<>();
        call.get("parameterTypes").forEach(type -> parameters.add(TYPES.get(type.textValue())));
        types.add(MethodType.methodType(TYPES.get(call.get("returnType").textValue()), parameters));
      }
    }
    return types;
  }
}
