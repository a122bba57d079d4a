#!/usr/bin/env bash
# Version:  JDK 25 (seen with Temurin 25.0.3+9), its AOT cache.
# Expected: a cache is refused when a jar that it was made from has been exchanged, as the same JDK refuses
#           an archive of -XX:ArchiveClassesAtExit. With -XX:AOTMode=on it should then not start.
# Seen:     neither a jar of the manifest's Class-Path nor the jar that -jar names is compared: with other
#           content, size and time, the classes still come from the cache. Nothing is printed, and the exit
#           status is 0.
# Matters:  a library exchanged to mend a fault would not be in use, and nobody would be told.
#           with-aot-cache therefore compares all jars before it lets Java use app.aot.
set -euo pipefail
jdk=$(for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$home/release"; then echo "$home"; break; fi
done)
[ -n "$jdk" ] || { echo "There is no JDK 25 in JAVA_HOME or /usr/lib/jvm: not run."; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH

# jars TEXT: library.jar, whose class has that text, and application.jar, which prints it after its own.
jars() {
  echo "class Library { static String text() { return \"library $1\"; } }" >Library.java
  echo "class Main { public static void main(String[] none) {
    System.out.println(\"application $1, \" + Library.text()); } }" >Main.java
  printf 'Main-Class: Main\nClass-Path: library.jar\n' >manifest
  "$jdk/bin/javac" -d . Library.java Main.java
  rm -f library.jar application.jar
  "$jdk/bin/jar" --create --file library.jar Library.class
  "$jdk/bin/jar" --create --file application.jar --manifest manifest Main.class
}

sizes() {
  stat --format %s library.jar application.jar | xargs
}

started() {
  "$jdk/bin/java" "$@" -jar application.jar 2>&1 || echo "(exit status $?)"
}

"$jdk/bin/java" -version 2>&1 | sed -n 2p
jars old
before=$(sizes)
"$jdk/bin/java" -XX:AOTCacheOutput=cache.aot -jar application.jar >/dev/null 2>&1
"$jdk/bin/java" -XX:ArchiveClassesAtExit=archive.jsa -jar application.jar >/dev/null 2>&1
[ -s cache.aot ] && [ -s archive.jsa ] || { echo "No cache was made."; exit 1; }
sleep 2 # so that the times differ, in whole seconds as well
jars "new, with a text that makes the jar longer"
after=$(sizes)

plain=$(started)
cache=$(started -XX:AOTMode=on -XX:AOTCache=cache.aot)
archive=$(started -XX:SharedArchiveFile=archive.jsa)
echo "sizes of the jars: $before, exchanged: $after"
printf '%s\n' "--- exchanged, without a cache:" "$plain" "--- with the AOT cache:" "$cache" \
  "--- with the archive, for contrast:" "$archive"

[[ $before != "$after" && $plain == "application new"*"library new"* && $archive == *"$plain" ]] \
  || { echo "The comparison itself is amiss."; exit 1; }
[ "$cache" = "application old, library old" ] || { echo "CHANGED"; exit 1; }
echo "As described."
