package dev.satchel.page;

import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * What all pages show.
 *
 * @param language that it is in
 * @param direction of its script
 * @param name of who asks; null where the account has not said
 * @param hasLogo whether the account has a logo
 * @param helpText what the account says to do when something does not work
 * @param inlineStyle the style that the page itself holds, which is the account's colour; null for
 *     none
 * @param link by which the reader has come, with what else belongs to it; null where it is not
 *     known
 * @param style name of the style sheet
 * @param script name of the script
 */
@TemplateData
public record PageModel(
    String language,
    String direction,
    @Nullable String name,
    boolean hasLogo,
    @Nullable String helpText,
    @Nullable String inlineStyle,
    @Nullable String link,
    String style,
    String script) {

  static PageModel of(
      PageLanguage language, AccountPage look, @Nullable String link, PageAssets assets) {
    return new PageModel(
        language.tag(),
        language.direction(),
        look.name(),
        look.logo() != null,
        look.helpText(),
        style(look.colour()),
        link,
        assets.name(PageAsset.Kind.STYLE),
        assets.name(PageAsset.Kind.SCRIPT));
  }

  private static @Nullable String style(@Nullable Colour colour) {
    return colour == null ? null : ":root{--brand:" + colour.css() + "}";
  }
}
