package dev.satchel.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.TemplateData;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTemplatesTest {

  /** A native binary renders nothing else. */
  @Test
  void areGivenWhatCanBeReadWithoutReflection() {
    Stream<Class<?>> records =
        Arrays.stream(PageTemplates.class.getDeclaredMethods())
            .filter(method -> Modifier.isNative(method.getModifiers()))
            .map(Method::getParameterTypes)
            .flatMap(Arrays::stream)
            .filter(Class::isRecord);

    assertThat(records.toList())
        .isNotEmpty()
        .allMatch(type -> Modifier.isPublic(type.getModifiers()), "is public")
        .allMatch(type -> type.isAnnotationPresent(TemplateData.class), "is template data");
  }
}
