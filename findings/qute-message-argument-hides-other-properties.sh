#!/usr/bin/env bash
# Version:  Quarkus 3.33.2 (quarkus-qute), JDK 25.
# Expected: of the record that a type-safe template (@CheckedTemplate) is given, the build makes a value resolver
#           with each property that the template uses, since it has looked all of them up.
# Seen:     as soon as one property is the argument of a message of a bundle, the resolver has the arguments of
#           messages only. The others are read by reflection: fine in a JVM, and "Property not found" in a native
#           binary, when the page is asked for.
# Matters:  one translated sentence with a value, and every test in a JVM is green while each page of the binary is
#           an error. Records for templates are @TemplateData here, and PageTemplatesTest says so.
set -euo pipefail
jdk=$(for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*25*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release"; then echo "$home"; break; fi
done)
[ -n "$jdk" ] || { echo "There is no JDK 25 in JAVA_HOME or /usr/lib/jvm: not run."; exit 77; }
command -v mvn >/dev/null || { echo "There is no Maven: not run."; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

quarkus=3.33.2
cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>pages</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>25</maven.compiler.release>
    <maven.compiler.parameters>true</maven.compiler.parameters>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>io.quarkus</groupId>
        <artifactId>quarkus-bom</artifactId>
        <version>$quarkus</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>io.quarkus</groupId>
      <artifactId>quarkus-qute</artifactId>
      <exclusions>
        <exclusion>
          <groupId>io.quarkus.qute</groupId>
          <artifactId>qute-debug</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.1</version>
      </plugin>
      <plugin>
        <groupId>io.quarkus</groupId>
        <artifactId>quarkus-maven-plugin</artifactId>
        <version>$quarkus</version>
        <executions>
          <execution>
            <goals>
              <goal>build</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
XML
mkdir -p src/main/java/example src/main/resources/templates
cat >src/main/java/example/Page.java <<'JAVA'
package example;

public record Page(String shown, String argument) {}
JAVA
cat >src/main/java/example/Texts.java <<'JAVA'
package example;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

@MessageBundle("text")
public interface Texts {
  @Message("Hello {who}")
  String hello(String who);
}
JAVA
cat >src/main/java/example/Templates.java <<'JAVA'
package example;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

@CheckedTemplate(basePath = "")
class Templates {
  static native TemplateInstance answer(Page page);
}
JAVA

# Prints the properties that the resolver reads, where the template is $1.
resolved() {
  echo "$1" >src/main/resources/templates/answer.html
  rm -rf target example
  JAVA_HOME=$jdk mvn --batch-mode --quiet -DskipTests package >build.log 2>&1 || { tail -20 build.log >&2; echo "(the build failed)"; return; }
  "$jdk/bin/jar" --extract --file target/quarkus-app/quarkus/generated-bytecode.jar example/Page_ValueResolver.class
  "$jdk/bin/javap" -c -p -cp .:target/classes example.Page_ValueResolver | grep -oE 'Page\.(shown|argument):' | sort -u | tr -d '\n'
}
plain=$(resolved '{page.shown} {page.argument}')
message=$(resolved '{page.shown} {text:hello(page.argument)}')
echo "Quarkus $quarkus: the resolver of a template that shows two properties reads $plain"
echo "Quarkus $quarkus: where one of them is shown by a message, it reads $message"
[ "$plain $message" = 'Page.argument:Page.shown: Page.argument:' ] || { echo "That has changed."; exit 1; }
