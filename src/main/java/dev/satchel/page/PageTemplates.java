package dev.satchel.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * The pages that there are, in {@code templates/page}. The records that they are given are {@link
 * io.quarkus.qute.TemplateData}: of those of which a message gets a property, the build (Qute 3.33)
 * makes the others readable by reflection only, which a native binary does not have.
 */
@CheckedTemplate(basePath = "page")
final class PageTemplates {

  private PageTemplates() {}

  /** The page on which files are sent. */
  static native TemplateInstance answer(PageModel page, AnswerModel answer);

  /**
   * The page that asks for the date of birth.
   *
   * @param tries that may be wrong
   * @param wrong whether one was entered that is not right
   */
  static native TemplateInstance birth(PageModel page, String tries, boolean wrong);

  /**
   * A page that says why there is no other one.
   *
   * @param again whether it leads back
   */
  static native TemplateInstance notice(PageModel page, PageNotice notice, boolean again);
}
