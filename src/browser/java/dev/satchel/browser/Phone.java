package dev.satchel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium with the screen of a phone, as somebody uses it who was sent a link.
 *
 * @param driver of the browser
 */
record Phone(ChromeDriver driver) implements AutoCloseable {

  /** Where Debian has them. */
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Whether there is a browser here. */
  static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /** One whose owner reads {@code language}. */
  static Phone of(String language) {
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
        "--accept-lang=" + language);
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    var phone = new Phone(new ChromeDriver(service, options));
    phone.wide(390);
    return phone;
  }

  /** Turns the screen to so many CSS pixels. */
  void wide(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 844, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark() {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  void withoutScripts() {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /**
   * Has the network be like that.
   *
   * @param bytesPerSecond either way; 0 for none at all
   */
  void network(int latencyMillis, int bytesPerSecond) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", bytesPerSecond == 0,
            "latency", latencyMillis,
            "downloadThroughput", bytesPerSecond,
            "uploadThroughput", bytesPerSecond));
  }

  void fastNetwork() {
    network(0, 100_000_000);
  }

  void open(String url) {
    driver.get(url);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  String text(String css) {
    return find(css).getText();
  }

  String heading() {
    return text("h1");
  }

  /** Chooses files, as in the gallery or the camera. */
  void choose(String input, Path... files) {
    int before = driver.findElements(By.cssSelector("#items li")).size();
    find(input)
        .sendKeys(
            String.join(
                "\n", Stream.of(files).map(file -> file.toAbsolutePath().toString()).toList()));
    waitFor(seen -> seen.findElements(By.cssSelector("#items li")).size() == before + files.length);
  }

  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** Goes on by keyboard; gives the id of what has the focus then, or else its kind. */
  String tab() {
    press(Keys.TAB);
    WebElement focused = driver.switchTo().activeElement();
    String id = focused.getDomAttribute("id");
    return id == null ? focused.getTagName() : id;
  }

  void send() {
    find("#send").click();
  }

  /** Waits for the end of sending. */
  void waitForThanks() {
    waitFor(seen -> !seen.findElements(By.id("end")).isEmpty());
  }

  void waitForText(String css, String text) {
    waitFor(seen -> seen.findElement(By.cssSelector(css)).getText().contains(text));
  }

  void waitFor(ExpectedCondition<Boolean> condition) {
    new WebDriverWait(driver, PATIENCE).until(condition);
  }

  double progress() {
    return ((Number) driver.executeScript("return document.getElementById('bar').value"))
        .doubleValue();
  }

  /** Looks for what WCAG 2.2 AA forbids, as far as a program can tell, and for good practice. */
  void requireAccessible() {
    List<Rule> violations = new AxeBuilder().analyze(driver).getViolations();

    assertThat(violations).extracting(Rule::toString).isEmpty();
  }

  /** Nothing is wider than the screen. */
  void requireNoSidewaysScrolling() {
    assertThat(driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  /** Keeps what is seen, for people to look at. */
  void photograph(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
