package dev.satchel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import io.restassured.path.json.JsonPath;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The whole way of somebody with a link, in Chromium, with what has been packaged. */
@ExtendWith(EmptyStorage.class)
@EnabledIf("dev.satchel.browser.Phone#isThere")
class RequestPageIT {

  private static final Path SMALL = Path.of("clients/photo.jpg");

  @TempDir private static Path folder;
  private static Path large;
  private static PackagedSatchel satchel;

  @BeforeAll
  static void start() throws Exception {
    large = folder.resolve("large.jpg");
    ImageIO.write(noise(1600, 1200), "jpg", large.toFile());
    satchel = satchel();
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @Test
  void sendsPhotosOfTheGalleryAndTheCamera() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      assertThat(phone.heading()).isEqualTo("Dr Rachel Williams asks you for photos");
      phone.photograph("page-390");
      phone.requireAccessible();

      phone.choose("#gallery", SMALL, large);
      phone.choose("#camera", SMALL);
      phone.find("#items li:nth-child(1) input").sendKeys("My arm");
      phone.find("#items li:nth-child(2) .remove").click();
      phone.choose("#gallery", large);
      phone.photograph("chosen-390");
      phone.requireAccessible();
      phone.send();
      phone.waitForThanks();

      phone.photograph("sent-390");
      phone.requireAccessible();
      assertThat(phone.text("#end")).contains("Dr Rachel Williams can see what you sent: 3");
      assertThat(phone.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("end");
    }

    JsonPath files = find(request);
    assertThat(files.getList("files.description")).containsExactly("My arm", null, null);
    assertThat(files.getList("files.size", Long.class))
        .containsExactlyInAnyOrder(Files.size(SMALL), Files.size(SMALL), Files.size(large));
  }

  @Test
  void showsNobodyWhatWasSent() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      phone.choose("#gallery", SMALL);
      phone.send();
      phone.waitForThanks();

      phone.open(page(request));

      assertThat(phone.driver().findElements(By.cssSelector("#items li"))).isEmpty();
      assertThat(phone.driver().getPageSource()).doesNotContain("photo.jpg", "Smith");
    }
  }

  @Test
  void goesOnByItselfAfterTheConnectionWasAway() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      beginToSend(phone, request);

      phone.network(0, 0);
      phone.waitForText("#status", "There is no connection");
      phone.photograph("away-390");
      phone.fastNetwork();
      phone.waitForThanks();
    }
    requireLarge(request);
  }

  @Test
  void goesOnInANewTabAfterTheOldOneWasClosed() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      beginToSend(phone, request);

      String old = phone.driver().getWindowHandle();
      phone.driver().switchTo().newWindow(WindowType.TAB);
      String anew = phone.driver().getWindowHandle();
      phone.driver().switchTo().window(old).close();
      phone.driver().switchTo().window(anew);
      phone.open(page(request));
      phone.waitForThanks();
    }
    requireLarge(request);
  }

  @Test
  void worksWithoutScripts() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.withoutScripts();
      phone.open(page(request));
      phone.photograph("plain-390");
      phone.find("#file1").sendKeys(SMALL.toAbsolutePath().toString());
      phone.find("#text1").sendKeys("My arm");
      phone.find("#file3").sendKeys(large.toAbsolutePath().toString());
      phone.send();

      assertThat(phone.text("#end")).contains("Dr Rachel Williams can see what you sent: 2");
    }
    assertThat(find(request).getList("files.description")).containsExactly("My arm", null);
  }

  @Test
  void takesNothingButPhotosAndSaysSo() throws Exception {
    JsonPath request = ask("");
    Path text = Files.writeString(folder.resolve("letter.jpg"), "Dear doctor, ".repeat(1_000));
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      phone.choose("#gallery", text, SMALL);
      phone.send();
      phone.waitForText("#items li .error", "This is not a photo");
      phone.requireAccessible();

      phone.find("#items li .remove").click();
      phone.choose("#gallery", SMALL);
      phone.send();
      phone.waitForThanks();
    }
    assertThat(find(request).getList("files")).hasSize(2);
  }

  @Test
  void asksForTheDateOfBirth() throws Exception {
    JsonPath request = ask(", \"patientDateOfBirth\": \"1980-03-27\", \"verify\": \"dateOfBirth\"");
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      assertThat(phone.heading()).isEqualTo("First, your date of birth");
      phone.photograph("birth-390");
      phone.requireAccessible();
      enter(phone, "28", "3", "1980");
      assertThat(phone.text("#wrong")).contains("We have another date");
      phone.requireAccessible();
      enter(phone, "27", "3", "1980");

      assertThat(phone.heading()).isEqualTo("Dr Rachel Williams asks you for photos");
      phone.choose("#gallery", SMALL);
      phone.send();
      phone.waitForThanks();
    }
    assertThat(find(request).getList("files")).hasSize(1);
  }

  @Test
  void saysThatALinkHasEndedOrIsNone() throws Exception {
    JsonPath request = ask("");
    satchel.call(
        "PATCH",
        "/v1/file-requests/" + request.getString("id"),
        "{\"shortLinkExpiresAt\":\"2020-01-01T00:00:00Z\"}");
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      assertThat(phone.heading()).isEqualTo("This link has ended");
      phone.requireAccessible();
      phone.open(url() + "/r/abcdefghijkmnpqrstuvwxyz");
      assertThat(phone.heading()).isEqualTo("There is no such page");
      phone.requireAccessible();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, ltr, Take a photo",
    "de, ltr, Foto aufnehmen",
    "fr, ltr, Prendre une photo",
    "es, ltr, Hacer una foto",
    "ar, rtl, التقاط صورة"
  })
  void speaksAndReadsWellInEachLanguage(String language, String direction, String take)
      throws Exception {
    JsonPath request = ask(", \"expiryInterval\": 86400");
    try (Phone phone = Phone.of(language)) {
      phone.wide(320);
      phone.open(page(request));
      phone.choose("#gallery", SMALL);

      assertThat(phone.find("html").getDomAttribute("dir")).isEqualTo(direction);
      assertThat(phone.text(".pick")).contains(take);
      phone.photograph("chosen-320-" + language);
      phone.requireNoSidewaysScrolling();
      phone.requireAccessible();
      phone.send();
      phone.waitForThanks();
    }
  }

  @Test
  void canBeReadInTheDarkAndOnAWideScreen() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.dark();
      phone.wide(1280);
      phone.open(page(request));
      phone.choose("#gallery", SMALL);
      phone.photograph("dark-1280");
      phone.requireAccessible();
    }
  }

  @Test
  void isUsedByKeyboardAlone() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.open(page(request));
      phone.choose("#gallery", SMALL);
      phone.find("h1").click();
      List<String> reached = Stream.generate(phone::tab).limit(5).toList();

      assertThat(reached).containsExactly("camera", "gallery", "input", "button", "send");
      phone.press(Keys.ENTER);
      phone.waitForThanks();
    }
  }

  /** 400 ms and 50 KB a second, as browsers call slow 3G. */
  @Test
  void isSmallEnoughForASlowNetwork() throws Exception {
    JsonPath request = ask("");
    try (Phone phone = Phone.of("en")) {
      phone.network(400, 50_000);
      phone.open(page(request));
      long bytes =
          ((Number)
                  phone
                      .driver()
                      .executeScript(
                          "return performance.getEntries().reduce((sum, it) => sum +"
                              + " (it.transferSize ?? 0), 0)"))
              .longValue();
      assertThat(bytes).isBetween(1_000L, 60_000L);
      phone.choose("#gallery", SMALL);
      phone.send();
      phone.waitForThanks();
    }
  }

  @Test
  void makesPhotosSmallerWhereThatIsWanted() throws Exception {
    try (PackagedSatchel other = satchel("satchel.page.max-pixels=500000");
        Phone phone = Phone.of("en")) {
      JsonPath request = ask(other, "");
      phone.open("http://127.0.0.1:" + other.port() + "/r/" + request.getString("shortLinkId"));
      phone.choose("#gallery", large);
      phone.send();
      phone.waitForThanks();

      JsonPath files = find(other, request);
      assertThat(files.getInt("files[0].imageWidth") * files.getInt("files[0].imageHeight"))
          .isBetween(480_000, 500_000);
      assertThat(files.getString("files[0].originalName")).isEqualTo("large.jpg");
    }
  }

  /** A photo of which some has arrived, and the rest comes slowly. */
  private static void beginToSend(Phone phone, JsonPath request) {
    phone.open(page(request));
    phone.choose("#gallery", large);
    phone.network(20, 200_000);
    phone.send();
    phone.waitFor(seen -> phone.progress() > 20);
  }

  private static void requireLarge(JsonPath request) throws Exception {
    JsonPath files = find(request);
    assertThat(files.getList("files.size", Long.class)).containsExactly(Files.size(large));
  }

  private static void enter(Phone phone, String day, String month, String year) {
    phone.find("[name=day]").sendKeys(day);
    phone.find("[name=month]").sendKeys(month);
    phone.find("[name=year]").sendKeys(year);
    phone.find("button").click();
  }

  private static PackagedSatchel satchel(String... settings) throws Exception {
    var all = new ArrayList<>(List.of(settings));
    all.add("satchel.page.enabled=true");
    all.add("satchel.page.base-url=http://127.0.0.1");
    all.add("satchel.privacy.key=it:dGhlIGtleSBvZiB0aGUgYnJvd3NlcidzIHRlc3RzLCBoYSE=");
    return PackagedSatchel.start(all.toArray(String[]::new));
  }

  private static JsonPath ask(String more) throws Exception {
    return ask(satchel, more);
  }

  private static JsonPath ask(PackagedSatchel service, String more) throws Exception {
    String body =
        """
        {"type": "photo", "prompt": "Please take a photo of your rash, and one from further away.",
         "staffName": "Dr Rachel Williams", "patientFirstName": "John",
         "patientLastName": "Smith"%s}
        """
            .formatted(more);
    return JsonPath.from(service.call("POST", "/v1/file-requests", body).body());
  }

  private static JsonPath find(JsonPath request) throws Exception {
    return find(satchel, request);
  }

  private static JsonPath find(PackagedSatchel service, JsonPath request) throws Exception {
    return JsonPath.from(
        service.call("GET", "/v1/file-requests/" + request.getString("id"), "").body());
  }

  private static String page(JsonPath request) {
    return url() + "/r/" + request.getString("shortLinkId");
  }

  private static String url() {
    return "http://127.0.0.1:" + satchel.port();
  }

  private static BufferedImage noise(int width, int height) throws IOException {
    var random = new Random(1);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }
}
