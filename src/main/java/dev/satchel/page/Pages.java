package dev.satchel.page;

import dev.satchel.request.LinkConfig;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Renders pages, in the language of their reader. */
@ApplicationScoped
class Pages {

  private final PageAssets assets;
  private final @Nullable Long maxPixels;
  private final String tries;

  Pages(PageAssets assets, PageConfig config, LinkConfig links) {
    this.assets = assets;
    this.maxPixels = config.maxPixels().orElse(null);
    this.tries = Integer.toString(links.birthDateTries());
  }

  /**
   * The page on which the visitor sends files.
   *
   * @param sent how many the form has just brought
   */
  Page answer(Visit visit, PageLanguage language, AccountPage look, int sent) {
    var page = PageModel.of(language, look, visit.link(), assets);
    var answer = AnswerModel.of(visit, language, look, sent, maxPixels);
    return page(page, language, PageTemplates.answer(page, answer));
  }

  /**
   * The page on which the visitor tells the date of birth.
   *
   * @param wrong whether one was entered that is not right
   */
  Page birthDate(Visit visit, PageLanguage language, AccountPage look, boolean wrong) {
    var page = PageModel.of(language, look, visit.link(), assets);
    return page(page, language, PageTemplates.birth(page, tries, wrong));
  }

  /**
   * The page that tells why there is no other one.
   *
   * @param again where the reader can do it again; null for nowhere
   */
  Page notice(PageNotice notice, PageLanguage language, @Nullable String again) {
    var page = PageModel.of(language, AccountPage.PLAIN, again, assets);
    boolean helps = again != null && notice.canBeTriedAgain();
    return page(page, language, PageTemplates.notice(page, notice, helps));
  }

  private static Page page(PageModel view, PageLanguage language, TemplateInstance template) {
    return new Page(template.setLocale(language.locale()).render(), language, view.inlineStyle());
  }
}
