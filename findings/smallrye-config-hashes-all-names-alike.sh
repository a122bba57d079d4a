#!/usr/bin/env bash
# Version:  SmallRye Config 3.16.0 (in Quarkus 3.33), JDK 25.
# Expected: a map by names of properties, in which defaults and known names are kept, finds a name in constant time.
# Seen:     PropertyName hashes the brackets of a name and nothing else, so all names without an index have the hash 0.
#           They are one bin of the map, and PropertyName cannot be compared, so that a look-up searches the whole
#           bin: it takes longer the more defaults there are.
# Matters:  a start looks up some thousand names among some thousand. That is a twelfth of the processor time of a
#           native start of this service, and grows with each extension, whether or not it is used.
set -euo pipefail
jdk=$(for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release"; then echo "$home"; break; fi
done)
[ -n "$jdk" ] || { echo "There is no JDK 25 in JAVA_HOME or /usr/lib/jvm: not run."; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

version=3.16.0
central=https://repo.maven.apache.org/maven2
for part in io/smallrye/config/smallrye-config-core/$version/smallrye-config-core-$version.jar \
  org/eclipse/microprofile/config/microprofile-config-api/3.1/microprofile-config-api-3.1.jar \
  org/jboss/logging/jboss-logging/3.6.1.Final/jboss-logging-3.6.1.Final.jar; do
  curl --fail --silent --show-error --location --remote-name "$central/$part" ||
    { echo "$central/$part cannot be had: not run."; exit 77; }
done

cat >Names.java <<'JAVA'
import io.smallrye.config.PropertyName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

class Names {
  public static void main(String[] arguments) {
    long hashes = 0;
    for (int count : new int[] {100, 1_000, 10_000}) {
      String[] names = IntStream.range(0, count).mapToObj(i -> "app.part" + i + ".size").toArray(String[]::new);
      hashes = IntStream.range(0, count).map(i -> PropertyName.name(names[i]).hashCode()).distinct().count();
      long found = micros(names, PropertyName::name);
      long plain = micros(names, name -> name);
      System.out.printf("%,d names, %d hash: %d us to find one; as strings %d us%n", count, hashes, found, plain);
    }
    System.exit(hashes == 1 ? 0 : 1);
  }

  /** Of a look-up, on average, when it has been done some times. */
  private static <T> long micros(String[] names, Function<String, T> key) {
    Map<T, String> values = new HashMap<>();
    for (String name : names) {
      values.put(key.apply(name), name);
    }
    int tries = 2_000;
    long start = 0;
    for (int i = -tries; i < tries; i++) {
      start = i == 0 ? System.nanoTime() : start;
      if (values.get(key.apply(names[Math.floorMod(i * 7, names.length)])) == null) {
        throw new IllegalStateException("not found");
      }
    }
    return (System.nanoTime() - start) / tries / 1_000;
  }
}
JAVA

echo "SmallRye Config $version, $("$jdk/bin/java" -version 2>&1 | head -1)"
"$jdk/bin/java" -cp '*' Names.java || { echo "That is no longer so."; exit 1; }
