package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As the dev mode does after each change: our classes are loaded anew, and the SDK's are not. */
class RequestAttributesTest {

  @ParameterizedTest
  @ValueSource(classes = {StoreMetrics.class, StoreTraces.class})
  void areThereInEachLoadingOfOurClasses(Class<?> interceptor) throws Exception {
    URL classes = interceptor.getProtectionDomain().getCodeSource().getLocation();

    for (int loading = 0; loading < 2; loading++) {
      try (var loader = new Anew(classes, interceptor.getClassLoader())) {
        Class<?> loaded = Class.forName(interceptor.getName(), true, loader);

        assertThat(loaded).isNotSameAs(interceptor);
      }
    }
  }

  private static final class Anew extends URLClassLoader {

    Anew(URL classes, ClassLoader parent) {
      super(new URL[] {classes}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("dev.satchel.") ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
